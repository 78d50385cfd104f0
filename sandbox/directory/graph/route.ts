/**
 * What Microsoft Graph's tables are made of: a route is a name and a handler, a handler a function
 * of state and input.
 */
import type { Caller } from "../caller";
import type { DirectoryState } from "../state";
import { deleteObject } from "./cascade";
import { findById } from "./find";
import { requireRead, requireWrite, type Target } from "./rights";

export type Rendered = Readonly<Record<string, unknown>>;

export interface GraphInput {
  readonly caller: Caller;
  /** What stands for ":id" in the route; "" where it has none. */
  readonly id: string;
  /**
   * What stands for ":itemId", an object that hangs on the first one; "" where the route has none.
   */
  readonly itemId: string;
  readonly body: unknown;
  readonly now: Date;
}

/**
 * What a handler answers. `routes.ts` makes HTTP of it, and applies the query options to lists and
 * objects.
 */
export type GraphAnswer =
  | { readonly list: readonly Rendered[] }
  | { readonly object: Rendered }
  | { readonly created: Rendered }
  /** What an action says: nothing is left out of it. */
  | { readonly result: Rendered }
  /** 204. */
  | "done";

/**
 * Answers a request, and changes the state where the request asks for it. @throws Refusal
 * whatever speaks against it.
 */
export type Handler = (state: DirectoryState, input: GraphInput) => GraphAnswer;

/** Handlers by method and path below the version, for example "GET /groups/:id". */
export type RouteTable = Readonly<Record<string, Handler>>;

/** An object with an id of its own. */
interface Stored {
  readonly id: string;
  readonly owners?: readonly string[];
  readonly userPrincipalName?: string;
}

/** A kind of objects that is listed, read, made, changed and deleted. */
export interface Collection<T extends Stored> {
  readonly name: string;
  /** Which right the caller needs to write. */
  readonly target: Target;
  readonly all: (state: DirectoryState) => T[];
  readonly render: (state: DirectoryState, object: T) => Rendered;
  /** Checks what the request says and makes an object of it. */
  readonly create: (state: DirectoryState, input: GraphInput) => T;
  readonly change: (state: DirectoryState, object: T, body: unknown) => void;
  /** @throws Refusal for an object that must stay. Default: none must. */
  readonly checkRemoval?: (object: T) => void;
}

/** The five routes of a collection. */
export function collectionRoutes<T extends Stored>(collection: Collection<T>): RouteTable {
  const { name, target, all, render, create, change, checkRemoval } = collection;
  return {
    [`GET /${name}`]: reading((state) => ({
      list: all(state).map((object) => render(state, object)),
    })),
    [`POST /${name}`]: (state, input) => {
      requireWrite(input.caller, target);
      const object = create(state, input);
      all(state).push(object);
      return { created: render(state, object) };
    },
    [`GET /${name}/:id`]: reading((state, { id }) => ({
      object: render(state, findById(all(state), id)),
    })),
    [`PATCH /${name}/:id`]: writing(collection, (object, state, { body }) => {
      change(state, object, body);
      return "done";
    }),
    [`DELETE /${name}/:id`]: writing(collection, (object, state) => {
      checkRemoval?.(object);
      deleteObject(state, object);
      return "done";
    }),
  };
}

/** A handler for whoever may read the directory. */
export function reading(handler: Handler): Handler {
  return (state, input) => {
    requireRead(input.caller);
    return handler(state, input);
  };
}

/** A handler for whoever may change the object that the path names. */
export function writing<T extends Stored>(
  { target, all }: Pick<Collection<T>, "target" | "all">,
  handler: (object: T, state: DirectoryState, input: GraphInput) => GraphAnswer,
): Handler {
  return (state, input) => {
    const object = findById(all(state), input.id);
    requireWrite(input.caller, target, object.owners ?? []);
    return handler(object, state, input);
  };
}
