/**
 * One run of a program: answers what it registers and invokes, and afterwards deletes what it no
 * longer declares. Operations are carried out as the program asks for them, side by side; the SDK
 * waits for dependencies.
 */
import { stripVTControlCharacters } from "node:util";
import { makeStep } from "../apply/steps";
import { registerCustom } from "../apply/customResource";
import { deleteAll } from "../apply/deletions";
import { EngineError, RunIsOver, messageOf } from "../errors";
import type { Severity } from "../events";
import { FormerResources } from "../plan/formerResources";
import type { EndStep } from "../run/report";
import { resourceOf, type Goal, type Resource, type ResourceName } from "../state/resource";
import type { Run } from "../run/run";
import { STACK_TYPE, makeUrn, stackUrn } from "../state/urn";
import { hasUnknown, markSecrets, reveal, sameValue, type StateProperties } from "../state/value";

/** A resource as the program gets it back. */
export interface Registered {
  readonly urn: string;
  /** Absent for components, and in previews while it is unknown. */
  readonly id?: string | undefined;
  readonly outputs: StateProperties;
}

/**
 * The engine's side of a program. What the program asks for throws {@link RunIsOver} where it is to
 * stop quietly.
 */
export class ProgramRun {
  readonly #run: Run;
  readonly #stackUrn: string;
  readonly #former: FormerResources;
  readonly #underWay = new Set<Promise<unknown>>();
  /**
   * Components whose children are still coming: their steps end when they register their outputs.
   */
  readonly #components = new Map<string, EndStep>();
  /** The stack's outputs, once the program has registered them. */
  #outputs: StateProperties | undefined;
  #finished: Promise<void> | undefined;

  constructor(run: Run) {
    this.#run = run;
    this.#former = new FormerResources(run.snapshot);
    this.#stackUrn = stackUrn(run.project.name, run.stack);
  }

  /** Resolves when nothing that was begun is still under way. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  /**
   * Ends the stack itself. Its outputs are those that the program has registered; after a failure
   * what it has not come to stays beside them.
   */
  async close(): Promise<void> {
    const { snapshot, report, halt } = this.#run;
    const stack = snapshot.recorded(this.#stackUrn);
    if (stack === undefined) return;
    if (this.#outputs !== undefined) {
      const isFailed = halt.signal.aborted || report.hasErrors;
      const outputs = isFailed ? { ...stack.outputs, ...this.#outputs } : this.#outputs;
      await this.#recordOutputs(this.#stackUrn, outputs);
    }
    this.#endComponent(this.#stackUrn);
  }

  register(goal: Goal): Promise<Registered> {
    const urn = this.urnOf(goal);
    return this.#track(urn, async () => {
      const old = this.#former.find(urn, goal.aliases);
      const wanted = { ...resourceOf(goal, urn), parent: this.#parentOf(goal) };
      const { id, outputs } = goal.custom
        ? await registerCustom(this.#run, goal, wanted, old)
        : this.#registerComponent(wanted, old);
      return { urn, id, outputs };
    });
  }

  registerOutputs(urn: string, outputs: StateProperties): Promise<void> {
    return this.#track(urn, async () => {
      if (urn === this.#stackUrn) {
        this.#outputs = outputs;
        return;
      }
      await this.#recordOutputs(urn, outputs);
      this.#endComponent(urn);
    });
  }

  /** Any other error that it throws is the program's to handle. */
  async invoke(token: string, args: StateProperties): Promise<StateProperties> {
    // A function that is not served ends the run; the failure of one that is, is the program's to
    // handle.
    const served = await this.#track(undefined, () =>
      Promise.resolve(this.#run.registry.function(token)),
    );
    if (hasUnknown(Object.values(args))) return {};
    try {
      return markSecrets(await this.#whileUnderWay(served.call(reveal(args))), {});
    } catch (error) {
      throw new EngineError(`invocation of ${token} returned an error: ${messageOf(error)}`);
    }
  }

  /** The program has registered everything; resolves when all is done. */
  finish(): Promise<void> {
    this.#finished ??= this.#track(undefined, async () => {
      await deleteAll(this.#run, this.#run.snapshot.olds);
      if (this.#run.halt.signal.aborted) throw new RunIsOver("something could not be deleted");
    });
    return this.#finished;
  }

  log(severity: Severity, message: string, urn: string | undefined): void {
    // The SDK colours the errors of programs even where nobody can see colours.
    this.#run.report.say(severity, stripVTControlCharacters(message), urn);
  }

  /**
   * Reports what is refused or has failed, perhaps of one resource, and ends the run. @returns what
   * makes the program stop quietly.
   */
  fail(error: unknown, urn?: string): RunIsOver {
    if (error instanceof RunIsOver) return error;
    this.#run.report.sayError(error, urn);
    this.#run.halt.abort();
    return new RunIsOver(messageOf(error));
  }

  urnOf({ type, name, parent }: ResourceName): string {
    const { project, stack } = this.#run;
    return makeUrn({ project: project.name, stack, type, name, parent });
  }

  /**
   * Does a piece of work; its failure is reported and ends the run, which the program only learns
   * of as an end.
   */
  #track<T>(urn: string | undefined, work: () => Promise<T>): Promise<T> {
    if (this.#run.halt.signal.aborted) return Promise.reject(new RunIsOver("the run is over"));
    const reported = async (): Promise<T> => {
      try {
        return await work();
      } catch (error) {
        throw this.fail(error, urn);
      }
    };
    return this.#whileUnderWay(reported());
  }

  async #whileUnderWay<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  #registerComponent(wanted: Resource, old: Resource | undefined): Resource {
    const { snapshot, report } = this.#run;
    const now = new Date().toISOString();
    const component: Resource = {
      ...wanted,
      outputs: old?.outputs ?? {},
      created: old?.created ?? now,
      modified: old?.modified ?? now,
    };
    const changed = Object.keys({ ...old?.inputs, ...wanted.inputs })
      .filter((name) => !sameValue(old?.inputs[name], wanted.inputs[name]))
      .sort();
    const states = { old, new: component };
    const step =
      old === undefined
        ? makeStep("create", states)
        : makeStep(changed.length > 0 ? "update" : "same", states, { changed, replaces: [] });
    this.#components.set(wanted.urn, report.start(step));
    snapshot.record(component, old);
    return component;
  }

  #endComponent(urn: string): void {
    this.#components.get(urn)?.();
    this.#components.delete(urn);
  }

  async #recordOutputs(urn: string, outputs: StateProperties): Promise<void> {
    const { snapshot } = this.#run;
    const resource = snapshot.recorded(urn);
    if (resource === undefined) return;
    snapshot.record({ ...resource, outputs });
    await snapshot.save();
  }

  /** The stack is everyone's parent who names none. */
  #parentOf({ type, parent }: ResourceName): string | undefined {
    return parent ?? (type === STACK_TYPE ? undefined : this.#stackUrn);
  }
}
