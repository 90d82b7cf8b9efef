import type { Domain } from '../context.ts'

/**
 * The reference that a create carries to the panel: installation, epoch, hosting account, and a keyed hash over
 * them, so that nobody on the panel can make an account look like ours. 75 visible ASCII characters.
 */
export function markerFor(domain: Pick<Domain, 'keyring' | 'installation'>, accountId: string): string {
  const { id, epoch } = domain.installation
  const text = `${id.replaceAll('-', '').slice(-8)}.${epoch}.${accountId.replaceAll('-', '')}`
  return `npb1.${text}.${domain.keyring.mac('hosting-account.marker', text).slice(0, 24)}`
}
