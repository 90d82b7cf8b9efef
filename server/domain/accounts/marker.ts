import type { Domain } from '../context.ts'

/**
 * Returns the reference that a create sends to the panel: installation, epoch, hosting account, and a keyed
 * hash over them. An account on the panel therefore cannot be made to look like ours. 75 visible ASCII
 * characters.
 */
export function markerFor(domain: Pick<Domain, 'keyring' | 'installation'>, accountId: string): string {
  const { id, epoch } = domain.installation
  const text = `${id.replaceAll('-', '').slice(-8)}.${epoch}.${accountId.replaceAll('-', '')}`
  return `npb1.${text}.${domain.keyring.mac('hosting-account.marker', text).slice(0, 24)}`
}

const shape =
  /^npb1\.[0-9a-f]{8}\.(\d{1,9})\.([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})\.[0-9a-f]{24}$/

/**
 * Returns the account and the epoch of a marker, or null for any text that this installation cannot have
 * created.
 */
export function readMarker(
  domain: Pick<Domain, 'keyring' | 'installation'>,
  marker: string,
): { accountId: string; epoch: number } | null {
  const [, epochText, ...parts] = shape.exec(marker) ?? []
  if (epochText === undefined) return null
  const accountId = parts.join('-')
  const epoch = Number(epochText)
  const made = markerFor({ ...domain, installation: { ...domain.installation, epoch } }, accountId)
  return made === marker ? { accountId, epoch } : null
}
