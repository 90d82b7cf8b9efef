import type { Work } from './work.ts'

/**
 * Until when a row that is done with must hold its slot and names: absence after an attempt of unknown outcome is
 * never final, for a panel may commit it long after it stopped answering. Null: nothing can come any more.
 */
export function quarantineEnd({ perhapsMade, domain }: Pick<Work, 'perhapsMade' | 'domain'>): Date | null {
  const last = perhapsMade.findLast(({ outcome }) => outcome !== 'succeeded')
  if (!last) return null
  const end = new Date(last.startedAt.getTime() + domain.engine.quarantineMs)
  return end > domain.clock.now() ? end : null
}
