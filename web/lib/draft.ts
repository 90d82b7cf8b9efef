const prefix = 'draft:'

/** Unsent input, kept for this tab through a reload. The caller must leave out passwords. */
export function keepDraft(name: string, values: Record<string, unknown>): void {
  try {
    sessionStorage.setItem(prefix + name, JSON.stringify(values))
  } catch {
    // Without storage, a reload loses the draft.
  }
}

/** Null if there is no draft, or if it cannot be read. */
export function readDraft(name: string): Record<string, unknown> | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(prefix + name) ?? 'null')
    return typeof kept === 'object' && kept !== null ? { ...kept } : null
  } catch {
    return null
  }
}

export function dropDraft(name: string): void {
  try {
    sessionStorage.removeItem(prefix + name)
  } catch {
    // Nothing is kept without storage.
  }
}

/** Removes all drafts of the user at sign-out. */
export function dropAllDrafts(): void {
  try {
    for (const name of Object.keys(sessionStorage))
      if (name.startsWith(prefix)) sessionStorage.removeItem(name)
  } catch {
    // Nothing is kept without storage.
  }
}
