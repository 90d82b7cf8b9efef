import { z } from 'zod'
import { timestamp } from '../text.ts'

const longest = 100_000
const blocks = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g

/**
 * PEM of the authorities that verify the panel's certificate, instead of the public ones. Empty text is null:
 * the public authorities. Only the certificates are kept, without any text between them.
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
        'CA Certificate must not contain a private key. Keep the key secret, and paste only the certificate.',
      )
    const found = value.match(blocks)
    if (!found)
      return fail(
        'CA Certificate must be in PEM form, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
      )
    return `${found.map((block) => block.replace(/\r/g, '')).join('\n')}\n`
  })
  .nullish()

/** One certificate, as it is shown. */
export const trustedAuthority = z.object({
  /** For example "CN=Example Hosting CA, O=Example". */
  subject: z.string(),
  expiresAt: timestamp,
  /** SHA-256, in hexadecimal pairs with colons. */
  fingerprint: z.string(),
})
