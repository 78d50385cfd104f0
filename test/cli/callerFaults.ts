/** What can be wrong with whoever asks: sign-in, groups, policies, machine. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { SEED } from "../../sandbox/directory";
import { type Fault, WITH_GROUP } from "./fault";
import type { AzSandbox } from "./support/azSandbox";
import { API } from "./support/healthyStack";

function seedGroup({ state }: AzSandbox) {
  const found = state.groups.find(({ id }) => id === SEED.group.objectId);
  if (found === undefined) throw new Error("the seed has no group");
  return found;
}

async function signOut(sandbox: AzSandbox): Promise<void> {
  await sandbox.shell("az account clear");
}

/** Faults of the caller. */
export const CALLER_FAULTS: readonly Fault[] = [
  {
    title: "the user is not in the group",
    config: WITH_GROUP,
    breakIt: (sandbox) => {
      const group = seedGroup(sandbox);
      group.members = [];
      group.owners = [SEED.user.objectId];
    },
    findings: ["doctor.membership"],
    token: "token.wrong.groups",
    fix: "commands",
  },
  {
    title: "the user is not in the group, which is what the stack assigns",
    config: { ...WITH_GROUP, assignmentRequired: true, assignments: ["producers"] },
    breakIt: (sandbox) => {
      const group = seedGroup(sandbox);
      group.members = [];
      group.owners = [SEED.user.objectId];
    },
    findings: ["doctor.assignment"],
    token: "token.refused.not-assigned",
    fix: "commands",
  },
  {
    title: "the user is in 201 groups",
    config: WITH_GROUP,
    breakIt: (sandbox) => {
      const group = seedGroup(sandbox);
      for (let number = 1; number <= 200; number += 1) {
        const id = `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
        sandbox.state.groups.push({
          ...structuredClone(group),
          id,
          displayName: `Group ${number}`,
        });
      }
    },
    findings: ["doctor.group-count"],
    token: "token.wrong.groups-overage",
    fix: "advice",
  },
  {
    title: "the group is gone",
    config: WITH_GROUP,
    breakIt: ({ state }) => {
      state.groups = [];
    },
    findings: ["doctor.group"],
    token: "token.wrong.groups",
    fix: "advice",
  },
  {
    title: "the group is not a security group",
    config: WITH_GROUP,
    breakIt: (sandbox) => {
      const group = seedGroup(sandbox);
      group.securityEnabled = false;
      group.groupTypes = ["Unified"];
      group.owners = [SEED.user.objectId];
    },
    findings: ["doctor.group"],
    token: "token.wrong.groups",
    fix: "commands",
  },
  {
    title: "the sign-in is for another tenant",
    breakIt: async (sandbox) => {
      const { tenant } = sandbox.state;
      await signOut(sandbox);
      sandbox.state.tenant = { ...tenant, id: "aaaaaaaa-0000-4000-8000-00000000000f" };
      // Somebody else, because az tells accounts apart by name.
      sandbox.state.signInAs = SEED.guest.userPrincipalName;
      await sandbox.shell("az login --use-device-code --allow-no-subscriptions -o none");
      sandbox.state.tenant = tenant;
      sandbox.state.signInAs = SEED.user.userPrincipalName;
    },
    findings: ["doctor.tenant"],
    token: "token.refused.wrong-tenant",
    fix: "commands",
  },
  {
    title: "nobody is signed in",
    kind: "signed out",
    breakIt: signOut,
    findings: ["doctor.sign-in"],
    token: "token.refused.not-signed-in",
    fix: "commands",
  },
  {
    title: "the account sees no subscription, so az kept no sign-in",
    breakIt: async (sandbox) => {
      await signOut(sandbox);
      await sandbox.shell("az login --use-device-code -o none");
    },
    findings: ["doctor.sign-in"],
    token: "token.refused.not-signed-in",
    fix: "commands",
  },
  {
    title: "the sign-in was revoked",
    breakIt: ({ state }) => {
      state.refreshTokens = [];
    },
    findings: ["doctor.session"],
    token: "token.refused.not-signed-in",
    fix: "commands",
  },
  {
    title: "a service principal is signed in",
    breakIt: async (sandbox) => {
      const { clientId, clientSecret } = sandbox.directory.deployer;
      await signOut(sandbox);
      await sandbox.shell(
        `az login --service-principal --username ${clientId} --password ${clientSecret} --tenant ${SEED.tenantId} --allow-no-subscriptions -o none`,
      );
    },
    findings: ["doctor.identity"],
    token: "token.wrong.service-principal",
    fix: "commands",
  },
  {
    title: "the API asks for multi-factor authentication",
    breakIt: ({ state }) => {
      state.policies.mfaRequiredFor = [API.clientId];
    },
    findings: ["doctor.token"],
    token: "token.refused.mfa",
    fix: "commands",
  },
  {
    title: "Conditional Access blocks the token",
    breakIt: ({ state }) => {
      state.policies.blockedFor = [API.clientId];
    },
    findings: ["doctor.token"],
    token: "token.refused.conditional-access",
    fix: "advice",
  },
  {
    title: "this machine's clock is an hour ahead",
    breakIt: (sandbox) => signInWithClock(sandbox, -60),
    findings: ["doctor.clock"],
    token: "token.wrong.expired",
    fix: "advice",
  },
  {
    title: "this machine's clock is an hour behind",
    breakIt: (sandbox) => signInWithClock(sandbox, 60),
    findings: ["doctor.clock"],
    token: "token.wrong.not-yet-valid",
    fix: "advice",
  },
  {
    title: "the network is cut",
    kind: "unreachable",
    breakIt: (sandbox) => {
      // Port 9 is "discard": nobody listens there.
      const nowhere = "http://127.0.0.1:9";
      Object.assign(sandbox.environment, { HTTPS_PROXY: nowhere, https_proxy: nowhere });
    },
    findings: ["doctor.network"],
    token: "az.network",
    fix: "advice",
  },
  {
    title: "the file of certificates that az is told to trust is not there",
    breakIt: ({ environment }) => {
      environment["REQUESTS_CA_BUNDLE"] = "/no/such/bundle.pem";
    },
    findings: ["doctor.network"],
    token: "az.network",
    fix: "advice",
  },
  {
    title: "az's own files are broken",
    kind: "az broken",
    breakIt: ({ environment }) => {
      const folder = environment["AZURE_CONFIG_DIR"] ?? "";
      writeFileSync(path.join(folder, "msal_token_cache.json"), "{broken");
    },
    findings: ["doctor.session"],
    token: "az.failed",
    fix: "advice",
  },
];

/**
 * The clock goes wrong after the sign-in: older versions of az refuse to sign in with a wrong one.
 */
async function signInWithClock(sandbox: AzSandbox, minutes: number): Promise<void> {
  await signOut(sandbox);
  await sandbox.shell("az login --use-device-code --allow-no-subscriptions -o none");
  sandbox.clockOffset = minutes * 60_000;
}
