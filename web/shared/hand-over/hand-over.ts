import type { Customer } from '#contracts/customers/schemas.ts'
import { messages } from '#contracts/hosting/messages.ts'
import type { HostingOutcome } from '#contracts/hosting/schemas.ts'
import type { Invoice } from '#contracts/invoices/schemas.ts'
import type { PasswordLink } from '#contracts/password-links/schemas.ts'
import type { Sale } from '#contracts/subscriptions/schemas.ts'
import type { Credentials } from './credentials.ts'

/** The plan that a new customer bought. */
export interface Sold {
  /** The first invoice. Null: nothing is invoiced yet. */
  invoice: Pick<Invoice, 'id' | 'number' | 'amountDue' | 'dueOn'> | null
  /** The hosting account is created after the invoice is paid. */
  hostingWaits: boolean
}

/** The result of adding a customer or an account, with the credentials to send to the customer. */
export interface HandOver {
  customer: Pick<Customer, 'id' | 'fullName' | 'email'>
  hosting: HostingOutcome | null
  /** S9 to S12, for staff. */
  message: string
  credentials: Credentials
  passwordLink: PasswordLink | null
  /** False: an account for an existing customer. */
  newCustomer: boolean
  /** Absent: no plan was sold. */
  sold?: Sold
}

/** The result for a new customer. @param secrets the typed or generated secrets; the response has the link */
export function handOverOf(
  { customer, hosting, passwordLink, subscription, invoice = null }: Sale,
  secrets: Omit<Credentials, 'link'>,
): HandOver {
  return {
    customer,
    hosting,
    message: hosting ? hosting.message : messages.customerCreated,
    credentials: {
      ...secrets,
      // The saved value: the server trims and lower-cases the typed one.
      billing: secrets.billing && { ...secrets.billing, email: customer.email },
      link: passwordLink ? `${window.location.origin}${passwordLink.path}` : null,
    },
    passwordLink,
    newCustomer: true,
    ...(subscription
      ? { sold: { invoice, hostingWaits: subscription.provision === 'after-payment' && hosting === null } }
      : {}),
  }
}
