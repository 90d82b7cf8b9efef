import { useSyncExternalStore } from 'react'
import { type Credentials, hasSecrets } from '../../shared/hand-over/credentials.ts'
import type { HandOver } from '../../shared/hand-over/hand-over.ts'

/** The id of the tray's button. */
export const copyAllId = 'hand-over-copy-all'

export interface HandOverEntry extends HandOver {
  key: string
  copied: boolean
  /** Staff retried in another window, so the hosting credentials are hidden. A report of this window restores them. */
  withdrawn?: Credentials['hosting'] | undefined
}

interface HandOverState {
  /** Newest first. In memory only: they hold passwords. */
  entries: readonly HandOverEntry[]
  open: boolean
  /** A question to staff before uncopied credentials are lost. */
  question: { keys: readonly string[]; answer: (discard: boolean) => void } | null
}

const empty: HandOverState = { entries: [], open: false, question: null }
let state = empty
/** The user id that the entries belong to. */
let owner: string | null = null
const listeners = new Set<() => void>()

function set(change: Partial<HandOverState>): void {
  state = { ...state, ...change }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useHandOver = () =>
  useSyncExternalStore(
    subscribe,
    () => state,
    () => empty,
  )

export const isUncopied = (entry: HandOverEntry) => !entry.copied && hasSecrets(entry.credentials)

/** Actions on the tray. Each is safe to call from anywhere. */
export const handOver = {
  add(result: HandOver): void {
    const key = result.hosting?.account.id ?? result.customer.id
    const others = state.entries.filter((entry) => entry.key !== key)
    set({ entries: [{ ...result, key, copied: false }, ...others] })
  },
  change(key: string, change: Partial<HandOverEntry>): void {
    set({ entries: state.entries.map((entry) => (entry.key === key ? { ...entry, ...change } : entry)) })
  },
  markCopied(keys: readonly string[]): void {
    set({
      entries: state.entries.map((entry) => (keys.includes(entry.key) ? { ...entry, copied: true } : entry)),
    })
  },
  /** Removes entries, after a question if one of them is uncopied. */
  async dismiss(keys: readonly string[]): Promise<void> {
    if (!(await mayLose(keys))) return
    set({ entries: state.entries.filter((entry) => !keys.includes(entry.key)) })
  },
  setOpen(open: boolean): void {
    if (state.open !== open) set({ open })
  },
  /** Returns whether staff agree to lose uncopied credentials. True if everything is copied. */
  mayLoseAll: (): Promise<boolean> => mayLose(state.entries.map(({ key }) => key)),
  clear(): void {
    set(empty)
  },
  /** A new user must not see the entries of the previous user. */
  belongsTo(userId: string): void {
    if (owner !== null && owner !== userId) set(empty)
    owner = userId
  },
  entries: (): readonly HandOverEntry[] => state.entries,
}

async function mayLose(keys: readonly string[]): Promise<boolean> {
  const uncopied = state.entries.filter((entry) => keys.includes(entry.key) && isUncopied(entry))
  if (uncopied.length === 0) return true
  state.question?.answer(false)
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const answer = (discard: boolean) => {
    set({ question: null })
    resolve(discard)
  }
  set({ question: { keys: uncopied.map(({ key }) => key), answer } })
  return promise
}
