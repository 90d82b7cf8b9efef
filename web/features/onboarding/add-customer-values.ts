import type { z } from 'zod'
import { newCustomer } from '#contracts/customers/schemas.ts'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import { generatePassword } from '../../lib/password-generator.ts'
import type { Credentials } from '../../shared/hand-over/credentials.ts'
import { emptyHosting, type HostingValues, pickedProvisioning, provisioningInput } from './hosting-values.ts'

export interface AddCustomerValues extends HostingValues {
  email: string
  fullName: string
  companyName: string
  password: string
  /** Instead of a password: the customer sets their own by a link. */
  passwordLink: boolean
  isActive: boolean
  withHosting: boolean
}

export const emptyCustomer: AddCustomerValues = {
  email: '',
  fullName: '',
  companyName: '',
  password: '',
  passwordLink: false,
  isActive: true,
  withHosting: false,
  provisioning: emptyHosting,
}

/** The API's own schema; with hosting, a server must have been picked. */
export const addCustomerSchema = (panel: PanelDescription | undefined) =>
  newCustomer.safeExtend({ provisioning: pickedProvisioning(panel).optional() })
export type AddCustomerBody = z.infer<ReturnType<typeof addCustomerSchema>>

/** Without the box the hosting fields do not exist, whatever they hold. */
export const addCustomerInput = ({
  withHosting,
  provisioning,
  password,
  passwordLink,
  ...customer
}: AddCustomerValues) => ({
  ...customer,
  ...(passwordLink ? { passwordLink } : { password }),
  companyName: customer.companyName.trim() || null,
  ...(withHosting ? { provisioning: provisioningInput(provisioning) } : {}),
})

/** The secrets that the form holds. @param server the one that the hosting account is on */
export function credentialsOf(
  { email, password, passwordLink, withHosting, provisioning }: AddCustomerValues,
  server: { readonly baseUrl: string } | undefined,
  panel: string | undefined,
): Omit<Credentials, 'link'> {
  return {
    billing:
      password && !passwordLink
        ? { address: window.location.origin, email: email.trim().toLowerCase(), password }
        : null,
    hosting:
      withHosting && provisioning.password
        ? {
            panel,
            address: server?.baseUrl,
            username: provisioning.username,
            password: provisioning.password,
          }
        : null,
  }
}

/** The form for the next customer of a run: the box, the server and the kind of login stay; passwords are new. */
export const nextInRun = (
  { withHosting, passwordLink }: AddCustomerValues,
  serverId: string,
): AddCustomerValues => ({
  ...emptyCustomer,
  password: passwordLink ? '' : generatePassword(),
  passwordLink,
  withHosting,
  provisioning: { ...emptyHosting, password: withHosting ? generatePassword() : '', serverId },
})
