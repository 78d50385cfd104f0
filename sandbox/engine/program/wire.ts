/**
 * Property values on Pulumi's wire (protobuf structs with marker objects) to and from the engine's.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts for the markers
 */
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { notImplemented } from "../errors";
import { isFields, type Fields } from "../fields";
import { UNKNOWN } from "../provider";
import {
  isSecret,
  makeSecret,
  mapLeaves,
  mapValues,
  type StateProperties,
  type StateValue,
} from "../state/value";

/** Stands for a value that is not known yet. */
export const UNKNOWN_MARKER = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** The key that tells a marker object from data. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
/** The signature of a secret. */
export const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

const REFUSED: Readonly<Record<string, string>> = {
  c44067f5952c0a294b673a41bacd8c17: "asset",
  "0def7320c3a5731c473e5ecbe6d01bc7": "archive",
  "5cf8f73096256a8f31e491e813e4eb8e": "resource reference",
  d0e6a833031e9bbcd3f4e8bde6ca49a4: "output value",
};

/**
 * Reads named values off the wire; an absent struct holds none.
 *
 * @throws EngineError where a value is an asset, an archive or another kind that this engine does
 * not take.
 */
export function fromStruct(struct: Struct | undefined): StateProperties {
  return struct === undefined ? {} : mapValues(struct.toJavaScript(), fromWire);
}

function fromWire(value: unknown): StateValue {
  return readValue(value, (marker) => fromWire(marker["value"] ?? null));
}

/**
 * Reads JSON that holds marker objects.
 *
 * @param readSecret the value in the marker of a secret.
 * @throws EngineError where a marker is of another kind.
 */
export function readValue(value: unknown, readSecret: (marker: Fields) => StateValue): StateValue {
  if (value === UNKNOWN_MARKER) return UNKNOWN;
  if (Array.isArray(value)) return value.map((each) => readValue(each, readSecret));
  if (isFields(value)) {
    const signature = value[SIGNATURE];
    if (signature === undefined) return mapValues(value, (each) => readValue(each, readSecret));
    if (signature === SECRET_SIGNATURE) return makeSecret(readSecret(value));
    const kind = typeof signature === "string" ? REFUSED[signature] : undefined;
    throw notImplemented(kind ?? "value of a kind that it does not know");
  }
  // JSON holds nothing else.
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : null;
}

/** Writes named values for the wire. */
export function toStruct(properties: StateProperties): Struct {
  return Struct.fromJavaScript(mapValues(properties, toWire));
}

function toWire(value: StateValue): JavaScriptValue {
  return mapLeaves<JavaScriptValue>(value, (leaf) => {
    if (leaf === UNKNOWN) return UNKNOWN_MARKER;
    return isSecret(leaf) ? { [SIGNATURE]: SECRET_SIGNATURE, value: toWire(leaf.reveal()) } : leaf;
  });
}
