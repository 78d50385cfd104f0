/**
 * Proves a user's life as the provider's acceptance tests run it: made, found, signed in, changed,
 * deleted, and that the password stays unseen. It cannot prove Entra ID's rules for passwords: of
 * them the directory checks the length alone.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { AZURE_CLI_APP_ID, SEED } from "../../directory";
import {
  claimsOf,
  loginRefusalOf,
  refusalOf,
  type Reply,
  startTestDirectory,
  type TestDirectory,
  text,
} from "./client";
import { register } from "./registration";

const PASSWORD = "p@$$Wd-of-kim";
const NAME = "kim@sandbox.example";

/** The POST of `azuread_user` with what it requires. */
function userBody(changes: object = {}): object {
  return {
    "@odata.type": "#microsoft.graph.user",
    accountEnabled: true,
    ageGroup: null,
    displayName: "Kim Tester",
    employeeOrgData: { costCenter: null, division: null },
    mailNickname: "kim",
    otherMails: [],
    passwordProfile: { forceChangePasswordNextSignIn: false, password: PASSWORD },
    userPrincipalName: NAME,
    ...changes,
  };
}

describe("users of the directory", () => {
  let test: TestDirectory;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "directory-test-"));
    test = await startTestDirectory({ stateDir: folder });
  });
  beforeEach(() => test.directory.reset());
  after(async () => {
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const create = (changes?: object): Promise<Reply> =>
    test.graph("POST", "/v1.0/users", userBody(changes));
  const signIn = (password: string): Promise<Reply> =>
    test.requestToken({
      client_id: AZURE_CLI_APP_ID,
      grant_type: "password",
      password,
      scope: "https://management.core.windows.net//.default",
      username: NAME,
    });

  it("live from POST to DELETE", async () => {
    const created = await create({ jobTitle: "Tester" });
    const id = text(created, "id");
    assert.deepEqual(
      [created.status, created.body],
      [
        201,
        {
          "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users/$entity",
          accountEnabled: true,
          ageGroup: null,
          businessPhones: [],
          city: null,
          companyName: null,
          consentProvidedForMinor: null,
          country: null,
          department: null,
          displayName: "Kim Tester",
          employeeHireDate: null,
          employeeId: null,
          employeeOrgData: { costCenter: null, division: null },
          employeeType: null,
          faxNumber: null,
          givenName: null,
          id,
          imAddresses: [],
          jobTitle: "Tester",
          mail: null,
          mailNickname: "kim",
          mobilePhone: null,
          officeLocation: null,
          onPremisesImmutableId: null,
          otherMails: [],
          passwordPolicies: null,
          passwordProfile: null,
          postalCode: null,
          preferredLanguage: null,
          proxyAddresses: [],
          showInAddressList: null,
          state: null,
          streetAddress: null,
          surname: null,
          usageLocation: null,
          userPrincipalName: NAME,
          userType: "Member",
        },
      ],
    );
    const one = `/beta/users/${id}`;
    assert.equal((await test.graph("PATCH", one, { showInAddressList: false })).status, 204);
    assert.equal((await test.graph("PATCH", one, { jobTitle: null, city: "Bonn" })).status, 204);
    const listed = await test.graph(
      "GET",
      `/v1.0/users?$filter=userPrincipalName+eq+'${NAME}'&$select=id,city,jobTitle,showInAddressList,mailNickname`,
    );
    assert.deepEqual(listed.body["value"], [
      { city: "Bonn", id, jobTitle: null, mailNickname: "kim", showInAddressList: false },
    ]);
    assert.equal((await test.graph("GET", `/v1.0/users/${NAME}`)).body["id"], id);
    assert.equal((await test.graph("DELETE", one)).status, 204);
    assert.equal((await test.graph("GET", one)).status, 404);
    assert.equal((await test.graph("DELETE", one)).status, 404);
  });

  it("sign in wherever the users of the seed do", async () => {
    const id = text(await create(), "id");
    assert.equal(claimsOf(await signIn(PASSWORD))["oid"], id);
    test.directory.state.signInAs = NAME;
    const graph = await test.requestUserToken(
      await test.signIn(),
      "https://graph.microsoft.com/.default",
    );
    assert.equal(claimsOf(graph)["oid"], id);
    const me = await test.graph("GET", "/v1.0/me", undefined, text(graph, "access_token"));
    assert.equal(me.body["userPrincipalName"], NAME);
  });

  it("are let in with their present password only, once it is theirs", async () => {
    const one = `/v1.0/users/${text(await create(), "id")}`;
    const wrong = "AADSTS50126: Error validating credentials due to invalid username or password.";
    assert.deepEqual(loginRefusalOf(await signIn("p@$$Wd-of-lee"))[2], wrong);
    const changed = { password: "p@$$Wd-of-lee", forceChangePasswordNextSignIn: true };
    assert.equal((await test.graph("PATCH", one, { passwordProfile: changed })).status, 204);
    assert.deepEqual(loginRefusalOf(await signIn(PASSWORD))[2], wrong);
    const due = await signIn("p@$$Wd-of-lee");
    assert.deepEqual(
      [...loginRefusalOf(due), due.body["suberror"]],
      [400, "invalid_grant", "AADSTS50055: The password is expired.", "user_password_expired"],
    );
    const settled = { passwordProfile: { forceChangePasswordNextSignIn: false } };
    assert.equal((await test.graph("PATCH", one, settled)).status, 204);
    assert.equal((await signIn("p@$$Wd-of-lee")).status, 200);
    assert.equal((await test.graph("PATCH", one, { accountEnabled: false })).status, 204);
    assert.equal(
      loginRefusalOf(await signIn("p@$$Wd-of-lee"))[2],
      "AADSTS50057: The user account is disabled.",
    );
  });

  it("have a password that is in no answer, no journal and no file", async () => {
    const created = await create();
    const read = await test.graph("GET", `/v1.0/users/${NAME}?$select=id,passwordProfile`);
    assert.deepEqual(read.body["passwordProfile"], null);
    await create({ passwordProfile: { password: PASSWORD, colour: "red" } });
    const broken = await test.graph("POST", "/v1.0/users", `{"password":"${PASSWORD}"`);
    assert.equal(broken.status, 400);
    const seen = JSON.stringify([
      created.body,
      read.body,
      (await test.graph("GET", "/v1.0/users")).body,
      test.directory.journal,
      test.directory.state,
      readFileSync(path.join(folder, "directory.json"), "utf8"),
    ]);
    assert.equal(seen.includes(PASSWORD), false);
    const hashes = test.directory.state.users.map(({ passwordHash }) => passwordHash);
    assert.match(hashes.at(-1) ?? "", /^scrypt:[\w-]{22}:[\w-]{43}$/);
    await create({ userPrincipalName: "lee@sandbox.example" });
    assert.notEqual(test.directory.state.users.at(-1)?.passwordHash, hashes.at(-1));
  });

  const refused: readonly (readonly [string, object, string])[] = [
    ...[
      "accountEnabled",
      "displayName",
      "mailNickname",
      "passwordProfile",
      "userPrincipalName",
    ].map(
      (name) =>
        [
          `no ${name}`,
          { [name]: undefined },
          `A value is required for property '${name}' of resource 'User'.`,
        ] as const,
    ),
    [
      "a name that is no address",
      { userPrincipalName: "kim" },
      "Invalid value specified for property 'userPrincipalName' of resource 'User'.",
    ],
    [
      "a name on a foreign domain",
      { userPrincipalName: "kim@elsewhere.example" },
      "The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.",
    ],
    [
      "somebody else's name, in any case",
      { userPrincipalName: "DANA@sandbox.example" },
      "Another object with the same value for property userPrincipalName already exists.",
    ],
    [
      "a password of seven characters",
      { passwordProfile: { password: "seven77" } },
      "The specified password does not comply with password complexity requirements. Please provide a different password.",
    ],
    [
      "an unknown property",
      { passwordProfile: { password: PASSWORD, colour: "red" } },
      "Invalid property 'passwordProfile.colour'.",
    ],
  ];
  for (const [what, changes, message] of refused) {
    it(`are refused with ${what}`, async () => {
      assert.deepEqual(refusalOf(await create(changes)), [400, "Request_BadRequest", message]);
      assert.equal(test.directory.state.users.length, 2);
    });
  }

  it("keep their name to themselves: another one cannot be changed to it", async () => {
    await create();
    const patch = { userPrincipalName: NAME };
    assert.equal((await test.graph("PATCH", `/v1.0/users/${NAME}`, patch)).status, 204);
    assert.deepEqual(
      refusalOf(await test.graph("PATCH", `/v1.0/users/${SEED.user.objectId}`, patch)),
      [
        400,
        "Request_BadRequest",
        "Another object with the same value for property userPrincipalName already exists.",
      ],
    );
  });

  it("are made, changed and deleted by applications that may, and by no user", async () => {
    const { state } = test.directory;
    const graph = await test.requestUserToken(
      await test.signIn(),
      "https://graph.microsoft.com/.default",
    );
    const one = `/v1.0/users/${SEED.guest.objectId}`;
    const requests = [
      ["POST", "/v1.0/users", userBody()],
      ["PATCH", one, { city: "Bonn" }],
      ["DELETE", one, undefined],
    ] as const;
    const statuses = async (token: string): Promise<readonly unknown[]> => {
      const replies: number[] = [];
      for (const [method, url, body] of requests) {
        replies.push((await test.graph(method, url, body, token)).status);
      }
      return replies;
    };
    assert.deepEqual(await statuses(text(graph, "access_token")), [403, 403, 403]);
    state.appRoleAssignments = state.appRoleAssignments.filter(
      ({ id }) => id !== "seed-User.ReadWrite.All",
    );
    const reader = await test.requestToken({
      client_id: SEED.deployer.clientId,
      client_secret: test.directory.deployer.clientSecret,
      grant_type: "client_credentials",
      scope: "https://graph.microsoft.com/.default",
    });
    assert.deepEqual(await statuses(text(reader, "access_token")), [403, 403, 403]);
    assert.deepEqual(await statuses(await test.deployerToken()), [201, 204, 204]);
  });

  it("take with them what hangs on them", async () => {
    const { state } = test.directory;
    const id = text(await create(), "id");
    const { objectId, servicePrincipalId } = await register(test);
    const reference = { "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${id}` };
    const group = `/v1.0/groups/${SEED.group.objectId}`;
    for (const list of [
      `/v1.0/applications/${objectId}/owners`,
      `/v1.0/servicePrincipals/${servicePrincipalId}/owners`,
      `${group}/owners`,
      `${group}/members`,
    ]) {
      assert.equal((await test.graph("POST", `${list}/$ref`, reference)).status, 204);
    }
    const assignment = {
      appRoleId: "00000000-0000-0000-0000-000000000000",
      principalId: id,
      resourceId: servicePrincipalId,
    };
    const assigned = `/v1.0/servicePrincipals/${servicePrincipalId}/appRoleAssignedTo`;
    assert.equal((await test.graph("POST", assigned, assignment)).status, 201);
    const grant = {
      clientId: SEED.deployer.objectId,
      consentType: "Principal",
      principalId: id,
      resourceId: servicePrincipalId,
      scope: "access_as_producer",
    };
    assert.equal((await test.graph("POST", "/v1.0/oauth2PermissionGrants", grant)).status, 201);
    state.signInAs = NAME;
    await test.signIn();
    assert.equal(JSON.stringify(state).split(id).length, 9);
    assert.equal((await test.graph("DELETE", `/v1.0/users/${id}`)).status, 204);
    assert.equal(JSON.stringify(state).includes(id), false);
  });
});
