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

const shape =
  /^npb1\.[0-9a-f]{8}\.(\d{1,9})\.([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})\.[0-9a-f]{24}$/

/** Whose account a marker names, and of which epoch it is; null for whatever this installation cannot have made. */
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
