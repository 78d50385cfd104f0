/** The commands of the played az about the directory: "az ad …" and "az rest". */
import { AzError } from "./azError";
import type { PlayedCommand } from "./command";
import { type DirectoryObject, GRAPH, GraphRefusal } from "./graph";
import { readLiteral } from "./options";

/** "az ad … show": an object that is not there ends with exit code 3. */
async function show(object: Promise<DirectoryObject>): Promise<DirectoryObject> {
  try {
    return await object;
  } catch (error) {
    if (error instanceof GraphRefusal && error.status === 404) throw new AzError(error.message, 3);
    throw error;
  }
}

/** By name. */
export const DIRECTORY_COMMANDS: Readonly<Record<string, PlayedCommand>> = {
  "ad signed-in-user show": {
    options: {},
    run: (_, { graph }) => show(graph.get("/me")),
  },
  "ad app show": {
    options: { "--id": "value" },
    run: async ({ need }, { graph }) =>
      show(graph.get(`/applications/${await graph.applicationId(need("--id"))}`)),
  },
  "ad app list": {
    options: { "--filter": "value" },
    run: ({ need }, { graph }) => graph.list("/applications", need("--filter")),
  },
  "ad app update": {
    options: { "--id": "value", "--display-name": "value", "--identifier-uris": "value" },
    async run({ need, find }, { graph }) {
      await graph.get(`/applications/${await graph.applicationId(need("--id"))}`);
      const [displayName, uri] = [find("--display-name"), find("--identifier-uris")];
      return graph.request("PATCH", `/applications/${await graph.applicationId(need("--id"))}`, {
        ...(displayName !== undefined && { displayName }),
        ...(uri !== undefined && { identifierUris: [uri] }),
      });
    },
  },
  "ad app credential delete": {
    options: { "--id": "value", "--key-id": "value" },
    async run({ need }, { graph }) {
      const app = await graph.get(`/applications/${await graph.applicationId(need("--id"))}`);
      return graph.request("POST", `/applications/${app.id}/removePassword`, {
        keyId: need("--key-id"),
      });
    },
  },
  "ad app federated-credential list": {
    options: { "--id": "value" },
    run: async ({ need }, { graph }) =>
      graph.list(
        `/applications/${await graph.applicationId(need("--id"))}/federatedIdentityCredentials`,
      ),
  },
  "ad app federated-credential delete": {
    options: { "--id": "value", "--federated-credential-id": "value" },
    async run({ need }, { graph }) {
      const id = await graph.applicationId(need("--id"));
      const credential = need("--federated-credential-id");
      return graph.request(
        "DELETE",
        `/applications/${id}/federatedIdentityCredentials/${credential}`,
      );
    },
  },
  "ad sp show": {
    options: { "--id": "value" },
    run: async ({ need }, { graph }) =>
      show(graph.get(`/servicePrincipals/${await graph.servicePrincipalId(need("--id"))}`)),
  },
  "ad sp update": {
    options: { "--id": "value", "--set": "value" },
    async run({ need }, { graph }) {
      await graph.get(`/servicePrincipals/${await graph.servicePrincipalId(need("--id"))}`);
      const id = await graph.servicePrincipalId(need("--id"));
      const [name = "", value = ""] = need("--set").split("=");
      const changed: unknown = JSON.parse(value);
      return graph.request("PATCH", `/servicePrincipals/${id}`, { [name]: changed });
    },
  },
  "ad sp create": {
    options: { "--id": "value" },
    async run({ need }, { graph }) {
      const [app] = await graph.list("/applications", `appId eq '${need("--id")}'`);
      // Another tenant's application is none that the directory can show; az tries, and goes on.
      if (app === undefined) await graph.send("GET", `${GRAPH}/applications/${need("--id")}`);
      const appId = app?.["appId"] ?? need("--id");
      return graph.request("POST", "/servicePrincipals", { appId, accountEnabled: true });
    },
  },
  "ad group show": {
    options: { "--group": "value" },
    run: ({ need }, { graph }) => show(graph.get(`/groups/${need("--group")}`)),
  },
  "ad group member add": {
    options: { "--group": "value", "--member-id": "value" },
    run: ({ need }, { graph }) =>
      graph.request("POST", `/groups/${need("--group")}/members/$ref`, {
        "@odata.id": `${GRAPH}/directoryObjects/${need("--member-id")}`,
      }),
  },
  rest: {
    options: {
      "--method": "value",
      "--url": "value",
      "--body": "value",
      "--skip-authorization-header": "flag",
    },
    async run({ need, find, has }, { graph }) {
      const body = find("--body");
      const { status, reason, text } = await graph.send(
        need("--method"),
        need("--url"),
        body === undefined ? undefined : readLiteral(body),
        !has("--skip-authorization-header"),
      );
      if (status >= 400) throw new AzError(text === "" ? reason : `${reason}(${text})`);
      const answer: unknown = text === "" ? undefined : JSON.parse(text);
      return answer;
    },
  },
};
