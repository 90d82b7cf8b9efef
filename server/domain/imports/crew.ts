import { setImmediate as otherWork } from 'node:timers/promises'

/** A row to begin. */
interface Beginner {
  readonly number: number
  /** Null: chosen when the row begins. */
  readonly serverId: string | null
  /** Rejects only for faults that are not the row's own. */
  begin(): Promise<void>
}

/**
 * Begins planned rows, several at once. Most of their time is spent waiting for panels, so the next rows are added
 * while others are still under way.
 */
export class Crew {
  readonly #atOnce: number
  readonly #underWay = new Map<Beginner, Promise<void>>()
  #waiting: Beginner[] = []
  #failure: { readonly error: unknown } | null = null

  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  /** The rows that wait or are under way. In the database they may still be valid. */
  get rows(): readonly Pick<Beginner, 'number' | 'serverId'>[] {
    return [...this.#underWay.keys(), ...this.#waiting]
  }

  /** Whether few rows wait, so that some of the crew may soon have nothing to do. */
  get isShort(): boolean {
    return this.#waiting.length <= this.#atOnce / 2
  }

  add(rows: readonly Beginner[]): void {
    this.#waiting.push(...rows)
    this.#start()
  }

  /** Resolves when few rows wait, at once if that is so. @throws a fault of a row since the last call */
  async short(): Promise<void> {
    while (!this.#failure && !this.isShort) await Promise.race(this.#underWay.values())
    this.#throwFailure()
  }

  /** Drops the rows that wait, and resolves when the others have begun. @throws as {@link short} */
  async stop(): Promise<void> {
    this.#waiting = []
    await Promise.all(this.#underWay.values())
    this.#throwFailure()
  }

  #start(): void {
    while (this.#underWay.size < this.#atOnce) {
      const row = this.#waiting.shift()
      if (!row) return
      this.#underWay.set(row, this.#run(row))
    }
  }

  async #run(row: Beginner): Promise<void> {
    try {
      // Queries of the embedded database end without I/O, so requests would otherwise wait for the whole import.
      await otherWork()
      await row.begin()
    } catch (error) {
      // The row is still valid, and is read again.
      this.#failure ??= { error }
    } finally {
      this.#underWay.delete(row)
      this.#start()
    }
  }

  #throwFailure(): void {
    const failure = this.#failure
    this.#failure = null
    if (failure) throw failure.error
  }
}
