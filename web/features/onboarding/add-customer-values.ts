import type { z } from 'zod'
import { newCustomer } from '#contracts/customers/schemas.ts'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import { generatePassword } from '#contracts/password-generator.ts'
import type { Credentials } from '../../shared/hand-over/credentials.ts'
import { emptyHosting, type HostingValues, pickedProvisioning, provisioningInput } from './hosting-values.ts'
import { noPlan, type PlanValues, pickedPlan, subscriptionInput } from './plan-values.ts'

export interface AddCustomerValues extends HostingValues, PlanValues {
  email: string
  fullName: string
  companyName: string
  password: string
  /** No password: the customer sets one with a link. */
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
  subscription: noPlan,
}

/** The API's own schema. With hosting, a server must be selected. */
export const addCustomerSchema = (panel: PanelDescription | undefined) =>
  newCustomer.safeExtend({
    provisioning: pickedProvisioning(panel).optional(),
    subscription: pickedPlan.optional(),
  })
export type AddCustomerBody = z.infer<ReturnType<typeof addCustomerSchema>>

/** If the box is not checked, the values of the hosting fields are ignored. */
export const addCustomerInput = ({
  withHosting,
  provisioning,
  password,
  passwordLink,
  subscription,
  ...customer
}: AddCustomerValues) => ({
  ...customer,
  ...(passwordLink ? { passwordLink } : { password }),
  companyName: customer.companyName.trim() || null,
  ...(withHosting ? { provisioning: provisioningInput(provisioning) } : {}),
  ...subscriptionInput(subscription, withHosting),
})

/** Returns the secrets in the form. @param server the server of the hosting account */
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

/** The form for the next customer: hosting option, server, plan and kind of sign-in stay. Passwords are new. */
export const nextInRun = (
  { withHosting, passwordLink, subscription }: AddCustomerValues,
  serverId: string,
): AddCustomerValues => ({
  ...emptyCustomer,
  password: passwordLink ? '' : generatePassword(),
  passwordLink,
  withHosting,
  provisioning: { ...emptyHosting, password: withHosting ? generatePassword() : '', serverId },
  subscription,
})
