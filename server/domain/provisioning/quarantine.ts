import type { Work } from './work.ts'

/**
 * Until when a row that is done with must hold its slot and names: absence after an attempt of unknown outcome is
 * never final, for a panel may commit it long after it stopped answering. Null: nothing can come any more.
 * @param found an account of ours was there: where no attempt was answered, one of the unknown ones made it
 */
export function quarantineEnd(
  { perhapsMade, domain }: Pick<Work, 'perhapsMade' | 'domain'>,
  found: boolean,
): Date | null {
  const unknown = perhapsMade.filter(({ outcome }) => outcome !== 'succeeded')
  const last = unknown.at(-1)
  const explained = found && unknown.length === perhapsMade.length ? 1 : 0
  if (!last || unknown.length === explained) return null
  const end = new Date(last.startedAt.getTime() + domain.engine.quarantineMs)
  return end > domain.clock.now() ? end : null
}
