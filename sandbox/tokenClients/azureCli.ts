import * as v from "valibot";
import { type ProcessEnd, runProcess } from "../process";
import type { TokenAnswer, TokenClient } from "./tokenClient";

const Version = v.pipe(v.string(), v.parseJson(), v.object({ "azure-cli": v.string() }));

/** What `az account get-access-token` prints, as far as it is used here. */
const Answer = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ accessToken: v.string(), expiresOn: v.string() }),
);

export class AzureCli implements TokenClient {
  /**
   * Finds `az`.
   *
   * @param environment the sandbox's, with an `AZURE_CONFIG_DIR` of the client's own.
   * @returns undefined where it is not on PATH, or does not run.
   */
  static async find(
    environment: Readonly<Record<string, string | undefined>>,
    signal?: AbortSignal,
  ): Promise<AzureCli | undefined> {
    const args = ["version", "--output", "json"];
    const ended = await runProcess("az", args, { environment, signal }).catch(() => undefined);
    const version = v.safeParse(Version, ended?.stdout);
    return version.success
      ? new AzureCli(`Azure CLI ${version.output["azure-cli"]}`, environment, signal)
      : undefined;
  }

  private constructor(
    readonly title: string,
    private readonly environment: Readonly<Record<string, string | undefined>>,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** The same Azure CLI with another folder for its login. */
  withConfigDir(folder: string): AzureCli {
    return new AzureCli(this.title, { ...this.environment, AZURE_CONFIG_DIR: folder }, this.signal);
  }

  async signIn(loginCommand: string): Promise<string> {
    const { code, stdout, stderr } = await this.#run(
      loginCommand,
      ...["--use-device-code", "--query", "[0].user.name", "--output", "tsv"],
    );
    if (code !== 0) throw new Error(stderr.trim());
    return stdout.trim();
  }

  async getToken(tokenCommand: string): Promise<TokenAnswer> {
    const { code, stdout, stderr } = await this.#run(tokenCommand);
    if (code !== 0) return { ok: false, message: stderr.trim() };
    const { accessToken, expiresOn } = v.parse(Answer, stdout);
    return { ok: true, accessToken, expiresOn: new Date(expiresOn) };
  }

  /**
   * Runs a printed command without a shell: it holds words of letters, digits and punctuation only,
   * and no quotes.
   */
  #run(command: string, ...more: readonly string[]): Promise<ProcessEnd> {
    const [program = "", ...args] = command.split(" ");
    const { environment, signal } = this;
    return runProcess(program, [...args, ...more], { environment, signal });
  }
}
