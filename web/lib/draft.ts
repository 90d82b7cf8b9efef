const prefix = 'draft:'

/** What was typed and is not sent yet, kept for this tab through a reload. Never passwords: whoever keeps one picks its fields. */
export function keepDraft(name: string, values: Record<string, unknown>): void {
  try {
    sessionStorage.setItem(prefix + name, JSON.stringify(values))
  } catch {
    // Without storage a reload loses it, as everywhere.
  }
}

/** Null where there is none, or none that can be read. */
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

/** For signing out: nothing of this person's stays behind. */
export function dropAllDrafts(): void {
  try {
    for (const name of Object.keys(sessionStorage))
      if (name.startsWith(prefix)) sessionStorage.removeItem(name)
  } catch {
    // Nothing is kept without storage.
  }
}
