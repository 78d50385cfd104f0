/** A process that opens a state folder when it is told to, and says whether it was alone in it. */
import { open, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { openStateFolder } from "../../stateFolder";

/** "use": open, look around, release. "keep": open, and wait for the end. */
export type Order = { readonly folder: string; readonly as: "use" | "keep" };

/** What it answers. */
export type Answer = "alone" | "not alone" | "keeping";

async function follow({ folder, as }: Order): Promise<Answer> {
  const opened = await openStateFolder(folder, { purpose: as, onWait: () => undefined });
  if (as === "keep") return "keeping";
  const mark = path.join(folder, "somebody");
  try {
    const file = await open(mark, "wx");
    await file.close();
    await delay(5); // The others get the time to come in.
    await rm(mark);
    return "alone";
  } catch {
    return "not alone";
  } finally {
    await opened.release();
  }
}

process.on("message", (order: Order) => {
  void follow(order).then((answer) => process.send?.(answer));
});
process.send?.("ready");
