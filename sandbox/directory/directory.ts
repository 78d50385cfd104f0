/** Starts and stops the emulated directory. */
import { answerMalformed, createApp } from "./app";
import { CERTIFICATES_SERVE } from "./certificates";
import { Faults } from "./faults";
import { openFolder } from "./folder";
import { Journal, type JournalEntry } from "./journal";
import { createSecret } from "./secrets";
import { SEED, createSeed } from "./seed";
import { startServer } from "./server";
import { Store, type DirectoryState, readState } from "./state";

export interface Directory {
  /**
   * `http://sandbox:<secret>@127.0.0.1:<port>`: the value of `HTTPS_PROXY`. The secret, new at each
   * start, keeps others who work on this machine out.
   */
  readonly proxyUrl: string;
  /**
   * Path of the certificate (PEM) that clients must trust. It is another one at each start, and
   * every 22 hours.
   */
  readonly caFile: string;
  readonly tenantId: string;
  readonly tenantDomain: string;
  /** A service principal that may deploy. Its secret is random and never journaled. */
  readonly deployer: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly objectId: string;
  };
  /** The user who signs in, unless `state.signInAs` says otherwise. The password is random. */
  readonly user: {
    readonly userPrincipalName: string;
    readonly objectId: string;
    readonly displayName: string;
    readonly password: string;
  };
  /**
   * What the directory knows. Tests read and edit it; edits are saved with the next change that a
   * request makes.
   */
  readonly state: DirectoryState;
  /** The last 5,000 requests. */
  readonly journal: readonly JournalEntry[];
  /** What clients asked the proxy for and did not get: `host:port`, or a whole URL. */
  readonly refusedHosts: readonly string[];
  readonly faults: Pick<Faults, "add" | "clear">;
  /** Puts the seed back, and empties journal, refused hosts and faults. Keys and secrets stay. */
  reset(): Promise<void>;
  /**
   * Stops: requests that are being answered finish, every connection is closed, temporary files go.
   */
  close(): Promise<void>;
}

export interface DirectoryOptions {
  /** Where state, keys and secrets last between starts; made if missing. Default: nothing lasts. */
  readonly stateDir?: string;
  /** What tokens and records go by. Default: the system's clock. */
  readonly clock?: () => Date;
  /** Changes the seed before the first start. Not asked where `stateDir` holds a state already. */
  readonly seed?: (state: DirectoryState) => void;
  /**
   * Policies that this start sets, in a saved state too, where they last. Default: as saved, at
   * first as in the seed.
   */
  readonly policies?: Partial<DirectoryState["policies"]> | undefined;
}

/**
 * Starts a directory.
 *
 * @throws FolderError where the state folder holds something else.
 */
export async function startDirectory(options: DirectoryOptions = {}): Promise<Directory> {
  const { stateDir, clock = () => new Date(), seed, policies } = options;
  const folder = await openFolder(stateDir);
  try {
    const { stateFile } = folder;
    const { keys, deployerSecret, userPassword } = await folder.openIdentity();
    const freshState = (): DirectoryState => {
      const state = createSeed({ deployerSecret, userPassword });
      seed?.(state);
      return state;
    };
    const withPolicies = (state: DirectoryState): DirectoryState => ({
      ...state,
      policies: { ...state.policies, ...policies },
    });
    const saved = stateFile === undefined ? undefined : readState(stateFile);
    const store = new Store(withPolicies(saved ?? freshState()), stateFile);
    const faults = new Faults();
    const journal = new Journal();
    const refusedHosts: string[] = [];
    const server = await startServer({
      certificates: await folder.makeCertificates(),
      secret: createSecret(),
      onRefused: (host) => refusedHosts.push(host),
      answer: createApp({ store, keys, clock, faults, journal }),
      answerMalformed,
    });
    const renewal = setInterval(() => {
      // Where this fails, the old ones serve for another hour.
      folder.makeCertificates().then(server.useCertificates, () => undefined);
    }, CERTIFICATES_SERVE).unref();
    return {
      proxyUrl: server.proxyUrl,
      caFile: folder.caFile,
      tenantId: SEED.tenantId,
      tenantDomain: SEED.tenantDomain,
      deployer: {
        clientId: SEED.deployer.clientId,
        clientSecret: deployerSecret,
        objectId: SEED.deployer.objectId,
      },
      user: { ...SEED.user, password: userPassword },
      state: store.state,
      journal: journal.entries,
      refusedHosts,
      faults,
      async reset() {
        const fresh = structuredClone(withPolicies(freshState()));
        await store.transact((draft) => Object.assign(draft, fresh));
        journal.entries.length = 0;
        refusedHosts.length = 0;
        faults.clear();
      },
      async close() {
        clearInterval(renewal);
        await server.close();
        await folder.dispose();
      },
    };
  } catch (error) {
    await folder.dispose();
    throw error;
  }
}
