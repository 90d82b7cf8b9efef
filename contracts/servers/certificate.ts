import { z } from 'zod'
import { timestamp } from '../text.ts'

const longest = 100_000
const blocks = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g

/**
 * PEM: the certificates of the authorities that a panel's own is verified by, in place of the public ones. Empty text is
 * null: the public ones. Kept are the certificates alone, without what stands between them.
 */
export const caCertificate = z
  .string({ error: 'CA Certificate must be text.' })
  .max(longest, `CA Certificate can have at most ${longest} characters.`)
  .transform((value, context) => {
    const fail = (message: string) => {
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    }
    if (value.trim() === '') return null
    if (value.includes('PRIVATE KEY-----'))
      return fail(
        'CA Certificate must not hold a private key. Keep that secret, and paste the certificate alone.',
      )
    const found = value.match(blocks)
    if (!found)
      return fail(
        'CA Certificate must be in PEM form, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
      )
    return `${found.map((block) => block.replace(/\r/g, '')).join('\n')}\n`
  })
  .nullish()

/** One of them, as it is shown. */
export const trustedAuthority = z.object({
  /** E.g. "CN=Example Hosting CA, O=Example". */
  subject: z.string(),
  expiresAt: timestamp,
  /** SHA-256, in hexadecimal pairs with colons. */
  fingerprint: z.string(),
})
