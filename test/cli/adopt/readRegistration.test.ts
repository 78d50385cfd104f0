/** Proves what is asked of az, in which order, and that lists of several pages are read whole. */
import assert from "node:assert/strict";
import * as v from "valibot";
import { readRegistration } from "../../../cli/adopt/readRegistration";
import type { Az } from "../../../cli/az/az";
import { CLIENT_ID, OBJECT_ID, PRINCIPAL_ID } from "./byHand";

const TENANT = "aaaaaaaa-0000-4000-8000-000000000001";
const CALLER = "bbbbbbbb-0000-4000-8000-000000000001";
const OTHER = "bbbbbbbb-0000-4000-8000-000000000002";
const GRAPH = "https://graph.microsoft.us/v1.0";
const UNKNOWN = "bc024368-1153-4739-b217-4326f2e966d0";
const OWNERS = `rest --method GET --url ${GRAPH}/applications/${OBJECT_ID}/owners?$select=id`;
const ASSIGNED = `rest --method GET --url ${GRAPH}/servicePrincipals/${PRINCIPAL_ID}/appRoleAssignedTo?$top=999`;
const SHOW_GRAPH = "ad sp show --id 00000003-0000-0000-c000-000000000000";

const CI = { id: "c1", name: "ci", issuer: "https://ci.example", subject: "main" };

const ANSWERS: Readonly<Record<string, unknown>> = {
  "account show": {
    tenantId: TENANT,
    environmentName: "AzureUSGovernment",
    user: { name: "11111111-1111-4111-8111-111111111111", type: "servicePrincipal" },
  },
  "ad sp show --id 11111111-1111-4111-8111-111111111111": { id: CALLER.toUpperCase() },
  [`ad app show --id ${CLIENT_ID}`]: {
    id: OBJECT_ID,
    appId: CLIENT_ID,
    displayName: "Calls",
    api: {},
    requiredResourceAccess: [
      {
        resourceAppId: "00000003-0000-0000-c000-000000000000",
        resourceAccess: [{ id: UNKNOWN, type: "Scope" }],
      },
    ],
  },
  [`ad sp show --id ${CLIENT_ID}`]: { id: PRINCIPAL_ID },
  [OWNERS]: { value: [{ id: CALLER }], "@odata.nextLink": `${GRAPH}/more` },
  [`rest --method GET --url ${GRAPH}/more`]: {
    value: [{ id: OTHER }],
    "@odata.nextLink": "https://graph.microsoft.us.example/more",
  },
  [ASSIGNED]: { value: [] },
  [`ad app federated-credential list --id ${CLIENT_ID}`]: [CI],
  [SHOW_GRAPH]: {
    appRoles: [],
    oauth2PermissionScopes: [{ id: UNKNOWN, value: "GroupMember.Read.All", type: "Admin" }],
  },
};

describe("reading a registration", () => {
  it("asks az for each part once, and for pages of the same host alone", async () => {
    const asked: string[] = [];
    const az: Az = (args, schema) => {
      const command = args.join(" ");
      asked.push(command);
      return Promise.resolve(v.parse(schema, ANSWERS[command]));
    };
    const found = await readRegistration(az, CLIENT_ID, []);
    assert.deepEqual(asked, Object.keys(ANSWERS));
    assert.deepEqual(
      [
        found.owners,
        found.federatedCredentials,
        found.caller.objectId,
        found.cloud,
        found.caller.tenantId,
      ],
      [[CALLER, OTHER], [CI], CALLER, "usgovernment", TENANT],
    );
    assert.equal(found.graphPermissions.delegated["GroupMember.Read.All"], UNKNOWN);
  });
});
