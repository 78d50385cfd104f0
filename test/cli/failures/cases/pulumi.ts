/** Pulumi itself, before and beside its provider. */
import { known, type TextCase, unknown } from "./textCase";

/** What it says, and what the shell and Node.js say of it. */
export const PULUMI: readonly TextCase[] = [
  known(
    "Pulumi's lock",
    "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.",
    "deploy.locked",
    "stack is currently locked by",
  ),
  known(
    "Pulumi Cloud's lock",
    "error: [409] Conflict: Another update is currently in progress.",
    "deploy.locked",
    "[409] Conflict: Another update is currently in progress",
  ),
  unknown("another program's update", "Another update is currently in progress.", "unknown"),
  known(
    "Pulumi without a sign-in",
    "error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions",
    "deploy.no-login",
    "PULUMI_ACCESS_TOKEN must be set for login",
  ),
  unknown(
    "another word about Pulumi's token",
    "error: PULUMI_ACCESS_TOKEN is long",
    "unknown.deployment",
  ),
  known(
    "Pulumi without the provider",
    "error: could not load plugin for azuread provider: no resource plugin 'pulumi-resource-azuread' found in the workspace at version v6.9.1 or on your $PATH",
    "deploy.not-installed",
    "no resource plugin 'pulumi-resource-",
  ),
  known(
    "Pulumi without the packages",
    "Error: Cannot find module '@pulumi/azuread'\nRequire stack:\n- /home/u/index.ts",
    "deploy.not-installed",
    "Cannot find module '@pulumi/",
  ),
  unknown("another program without its packages", "Error: Cannot find module 'express'", "unknown"),
  known("no Pulumi", "zsh: command not found: pulumi", "deploy.pulumi-missing", "pulumi not found"),
  known(
    "no Pulumi on Windows",
    "'pulumi' is not recognized as an internal or external command",
    "deploy.pulumi-missing",
    "pulumi not found",
  ),
  unknown("another program missing", "zsh: command not found: pulumictl", "unknown"),
  known(
    "Pulumi without a passphrase",
    "error: getting stack configuration: get stack secrets manager: passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables",
    "deploy.passphrase",
    "passphrase must be set with PULUMI_CONFIG_PASSPHRASE",
  ),
  known(
    "Pulumi with a wrong passphrase",
    "error: incorrect passphrase, please set PULUMI_CONFIG_PASSPHRASE to the correct passphrase or set PULUMI_CONFIG_PASSPHRASE_FILE to access the stack",
    "deploy.passphrase",
    "incorrect passphrase",
  ),
  unknown("another program's passphrase", "gpg: incorrect passphrase", "unknown"),
  known(
    "Pulumi without a stack",
    "error: no stack selected; please use `pulumi stack select` or `pulumi stack init` to choose one",
    "deploy.no-stack",
    "no stack selected",
  ),
  known(
    "Pulumi in another folder",
    "error: no Pulumi.yaml project file found (searching upwards from /home/u). If you have not created a project yet, use `pulumi new` to do so",
    "deploy.no-stack",
    "no Pulumi.yaml project file found",
  ),
  known(
    "Pulumi without that stack",
    "error: no stack named 'prod' found",
    "deploy.no-stack",
    "no stack named",
  ),
];
