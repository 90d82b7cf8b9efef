import type { CallOptions } from './call.ts'
import { ConnectionError, isProblem } from './errors.ts'
import type { Client } from './generated/client.ts'
import type { ImportDetails, Operation } from './generated/types.ts'
import { pause } from './retry.ts'

export type FollowOptions = Pick<CallOptions, 'signal'> & {
  /** Wait before the next connection, and between reads if no stream is possible. Default: 1 s. */
  readonly pollMs?: number | undefined
}

/** Returns whether the server does nothing more with an import until it is asked to. */
export const isImportSettled = ({ status }: Pick<ImportDetails, 'status'>): boolean =>
  status !== 'checking' && status !== 'running'

const settledStatuses: readonly string[] = ['succeeded', 'failed', 'cancelled', 'needs-person']

/** Returns whether no automatic step follows: the operation has ended, or staff must act. */
export const isOperationSettled = ({ status }: Pick<Operation, 'status'>): boolean =>
  settledStatuses.includes(status)

/**
 * Yields an import now and after every change, until it is neither checked nor running. It connects again after an
 * interruption, and reads the import if the server allows no further stream.
 */
export const followImport = (client: Client, id: string, options: FollowOptions = {}) =>
  follow<ImportDetails>(client.imports, id, { ...options, isDone: isImportSettled })

/** Yields an operation now and after every change, until it is settled. See {@link followImport}. */
export const followOperation = (client: Client, id: string, options: FollowOptions = {}) =>
  follow<Operation>(client.operations, id, { ...options, isDone: isOperationSettled })

interface Followed<State> {
  get(input: { id: string }, options: CallOptions): Promise<State>
  events(input: { id: string }, options: CallOptions): AsyncGenerator<State, void>
}

async function* follow<State>(
  calls: Followed<State>,
  id: string,
  { signal, pollMs = 1000, isDone }: FollowOptions & { readonly isDone: (state: State) => boolean },
): AsyncGenerator<State, void> {
  for (;;) {
    let state: State | undefined
    try {
      for await (state of calls.events({ id }, { signal })) {
        yield state
        if (isDone(state)) return
      }
    } catch (error) {
      // Without a first event, the connection itself failed, and was already tried several times.
      const brokeOff = error instanceof ConnectionError && state !== undefined
      const isCrowded = isProblem(error, 'too-many-requests')
      if (!brokeOff && !isCrowded) throw error
    }
    await pause(pollMs, signal)
    const current = await calls.get({ id }, { signal })
    yield current
    if (isDone(current)) return
  }
}
