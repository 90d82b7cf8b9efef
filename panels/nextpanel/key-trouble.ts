import type { PanelWords } from './panel-words.ts'

/** The problems of a key or its permissions. Each has its check in the connection test. */
export type KeyTrouble =
  | 'key-invalid'
  | 'key-revoked'
  | 'key-expired'
  | 'key-inactive'
  | 'permission-too-low'
  | 'scope-missing'
  | 'ip-not-allowed'
  | 'access-denied'

const keyWords: readonly (readonly [RegExp, KeyTrouble])[] = [
  [/revoked/i, 'key-revoked'],
  [/expired/i, 'key-expired'],
  [/inactive|not active|disabled|deactivated/i, 'key-inactive'],
]

// Allowed IPs first: "permission" may occur in all three.
const rightsWords: readonly (readonly [RegExp, KeyTrouble])[] = [
  [/\bips?\b|\baddress\b/i, 'ip-not-allowed'],
  [/scope|account management/i, 'scope-missing'],
  [/privilege|permission|\brole\b|\blevel\b|super.?admin|not allowed to/i, 'permission-too-low'],
]

/**
 * Interprets 401 and 403 by their text. HTML comes from a proxy in front of the panel and does not describe
 * the key.
 */
export function keyTrouble(status: 401 | 403, { raw }: PanelWords, isPanels: boolean): KeyTrouble {
  if (!isPanels) return 'access-denied'
  const about = (table: typeof keyWords) => table.find(([pattern]) => pattern.test(raw))?.[1]
  if (status === 401) return about(keyWords) ?? 'key-invalid'
  return about(rightsWords) ?? (/key/i.test(raw) ? about(keyWords) : undefined) ?? 'access-denied'
}

interface Explanation {
  readonly message: string
  readonly remedy: string
}

/** @param ownAddress our socket's, if known */
export function explainKeyTrouble(trouble: KeyTrouble, ownAddress: string | undefined): Explanation {
  return trouble === 'ip-not-allowed' ? explainAddress(ownAddress) : explanations[trouble]
}

const explanations: Readonly<Record<Exclude<KeyTrouble, 'ip-not-allowed'>, Explanation>> = {
  'key-invalid': {
    message: 'NextPanel does not recognize this API key and secret.',
    remedy:
      'In NextPanel, open API Keys and copy key and secret again, or create a new key. Enter both here on the Server page.',
  },
  'key-revoked': {
    message: 'This API key has been revoked in NextPanel.',
    remedy:
      'In NextPanel, open API Keys, create a new key, and enter it with its secret here on the Server page.',
  },
  'key-expired': {
    message: 'This API key has expired.',
    remedy:
      'In NextPanel, open API Keys, extend the expiry of this key, or create a new one and enter it here on the Server page.',
  },
  'key-inactive': {
    message: 'This API key is inactive.',
    remedy: 'In NextPanel, open API Keys and activate this key.',
  },
  'permission-too-low': {
    message: 'The permission level of this API key is too low to manage accounts.',
    remedy:
      'In NextPanel, open API Keys, edit this key and set its permission level to BILLING or SUPER_ADMIN. If it is already BILLING, this panel requires SUPER_ADMIN.',
  },
  'scope-missing': {
    message: 'This API key lacks the scope Account Management.',
    remedy: 'In NextPanel, open API Keys, edit this key and add the scope Account Management.',
  },
  'access-denied': {
    message: 'The panel, or a proxy in front of it, denied access without a known reason.',
    remedy:
      'In NextPanel, open API Keys and check permission level (BILLING or SUPER_ADMIN), scope (Account Management) and allowed IPs of this key. Then check proxies and firewalls in front of the panel.',
  },
}

function explainAddress(ownAddress: string | undefined): Explanation {
  const own = ownAddress?.replace(/^::ffff:(?=\d+\.)/i, '')
  return {
    message: `NextPanel does not accept this API key from our address${own === undefined ? '' : ` (the local address is ${own})`}.`,
    remedy: `In NextPanel, open API Keys, edit this key and add ${own ?? 'this machine’s address'} to its allowed IPs. Behind NAT, the panel may see a different address: then add that one.`,
  }
}
