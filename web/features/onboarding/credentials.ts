import type { Server } from '#contracts/servers/schemas.ts'
import { words } from '../../words/index.ts'
import type { AddCustomerValues } from './add-customer-values.ts'

const text = words.onboarding.credentialLines

/**
 * What the customer needs to sign in, as text to hand over; null while there is no password to tell.
 * @param server the one that the hosting account is on
 * @param panel the name of its panel
 */
export function credentialsText(
  values: AddCustomerValues,
  server: Pick<Server, 'baseUrl'> | undefined,
  panel: string | undefined,
): string | null {
  const { email, password, passwordLink, withHosting, provisioning } = values
  const blocks: string[][] = []
  if (password && !passwordLink)
    blocks.push([
      text.billing,
      `${text.address}: ${window.location.origin}`,
      `${text.email}: ${email.trim().toLowerCase()}`,
      `${text.password}: ${password}`,
    ])
  if (withHosting && provisioning.password)
    blocks.push([
      text.hosting(panel),
      ...(server ? [`${text.address}: ${server.baseUrl}`] : []),
      `${text.username}: ${provisioning.username}`,
      `${text.password}: ${provisioning.password}`,
    ])
  return blocks.length > 0 ? blocks.map((block) => block.join('\n')).join('\n\n') : null
}
