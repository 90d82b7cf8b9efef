import { words } from '../../words/index.ts'

const text = words.handOver.lines

/** Secrets for the customer. They exist in this window's memory only. */
export interface Credentials {
  billing: { address: string; email: string; password: string } | null
  hosting: Sealed | null
  /** The address of a single-use set-password page. */
  link: string | null
}

interface Sealed {
  panel: string | undefined
  address: string | undefined
  username: string
  password: string
}

export const hasSecrets = ({ billing, hosting, link }: Credentials) =>
  billing !== null || hosting !== null || link !== null

const block = (...lines: (string | null)[]) => lines.filter((line) => line !== null).join('\n')

/**
 * Returns the credentials as text to send. Null if there are none.
 * @param hostingReady false: the text says that the hosting account does not exist yet
 */
export function credentialsText(
  { billing, hosting, link }: Credentials,
  hostingReady: boolean,
): string | null {
  const blocks = [
    billing &&
      block(
        text.billing,
        `${text.address}: ${billing.address}`,
        `${text.email}: ${billing.email}`,
        `${text.password}: ${billing.password}`,
      ),
    link && block(text.billing, `${text.link}: ${link}`),
    hosting &&
      block(
        hostingReady ? text.hosting(hosting.panel) : `${text.hosting(hosting.panel)}, ${text.notReady}`,
        hosting.address ? `${text.address}: ${hosting.address}` : null,
        `${text.username}: ${hosting.username}`,
        `${text.password}: ${hosting.password}`,
      ),
  ].filter((part) => part !== null)
  return blocks.length > 0 ? blocks.join('\n\n') : null
}
