import { z } from 'zod'
import { hostingOutcome, provisioning } from '../hosting/schemas.ts'
import { planHash } from '../invoices/schemas.ts'
import { localDate } from '../local-date.ts'
import { mailLanguage } from '../mail/kinds.ts'
import { passwordLink } from '../password-links/schemas.ts'
import { fieldProblem } from '../problem.ts'
import { addOns } from '../subscriptions/add-ons.ts'
import {
  emailAddress,
  id,
  lineOfText,
  newPassword,
  pageCursor,
  pageLimit,
  requiredLineOfText,
  searchWords,
  timestamp,
} from '../text.ts'
import { csvSeparators } from './csv-separator.ts'

/** A customer's hosting accounts, each counted in one state. `total` excludes terminated ones. */
export const customerHostingSummary = z.object({
  total: z.number().int(),
  active: z.number().int(),
  /** Staff must act on their operation, see an operation's `needsAction`. */
  attention: z.number().int(),
  creating: z.number().int(),
  /** They are created when their server accepts requests again. */
  waiting: z.number().int(),
  suspended: z.number().int(),
  terminating: z.number().int(),
  /** Not created, and dismissed by staff. */
  notCreated: z.number().int(),
  terminated: z.number().int(),
  /** Of the accounts that are not terminated, newest first, at most 3. */
  usernames: z.array(z.string()),
  /** Of the newest of them. */
  serverName: z.string().nullable(),
  /** The server that the newest waiting account waits for. */
  waitingFor: z.string().nullable(),
})
export type CustomerHostingSummary = z.infer<typeof customerHostingSummary>

export const customer = z.object({
  id: z.string(),
  email: z.string(),
  fullName: z.string(),
  companyName: z.string().nullable(),
  isActive: z.boolean(),
  /** Of mails to the customer. Null: the language in the mail settings. */
  language: mailLanguage.nullable(),
  /** Has an authenticator app or a passkey, which staff can reset. */
  twoFactor: z.boolean(),
  hosting: customerHostingSummary,
  createdAt: timestamp,
  updatedAt: timestamp,
})
export type Customer = z.infer<typeof customer>

const isActive = z.boolean({ error: 'isActive must be true or false.' })
const companyName = lineOfText('Company Name', { max: 200 })

/** A price that the new customer buys. Its first invoice is created with the customer. */
export const newCustomerSubscriptionFields = z.object({
  priceId: id('priceId'),
  addOns: addOns.optional(),
  /** Default: today in the company's time zone. */
  startOn: localDate('startOn').optional(),
  /** When the hosting in `provisioning` is created. Default: now. The preview of a customer with hosting needs it. */
  provision: z
    .enum(['now', 'after-payment'], { error: 'provision must be now or after-payment.' })
    .optional(),
})
export type NewCustomerSubscriptionFields = z.infer<typeof newCustomerSubscriptionFields>

export const newCustomerSubscription = newCustomerSubscriptionFields.extend({ planHash: planHash.optional() })
export type NewCustomerSubscription = z.infer<typeof newCustomerSubscription>

/**
 * Either a password, or `passwordLink: true`. With the link, the response contains a URL at which the
 * customer sets a password.
 */
export const newCustomer = z
  .object({
    email: emailAddress(),
    fullName: requiredLineOfText('Full Name', { max: 200 }),
    companyName: companyName.nullish(),
    /** The customer's login to this billing system. */
    password: newPassword().optional(),
    passwordLink: z.boolean({ error: 'passwordLink must be true or false.' }).optional(),
    isActive: isActive.default(true),
    language: mailLanguage.nullish(),
    provisioning: provisioning.nullish(),
    subscription: newCustomerSubscription.nullish(),
  })
  .refine(({ password, passwordLink }) => passwordLink === true || password !== undefined, {
    error: 'Password is required.',
    path: ['password'],
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
  .refine(({ password, passwordLink }) => passwordLink !== true || password === undefined, {
    error: 'Omit the password if you request a set-password link.',
    path: ['password'],
  })
  .refine(({ passwordLink, isActive }) => passwordLink !== true || isActive !== false, {
    error:
      'An inactive customer cannot use a set-password link. Set a password, or set the customer to active.',
    path: ['passwordLink'],
  })
  .refine(({ subscription, provisioning }) => subscription?.provision == null || provisioning != null, {
    error: 'Enter the hosting account to create, or omit subscription.provision.',
    path: ['provisioning'],
  })
export type NewCustomer = z.infer<typeof newCustomer>

export const customerChange = z.object({
  email: emailAddress().optional(),
  fullName: requiredLineOfText('Full Name', { max: 200 }).optional(),
  companyName: companyName.nullish(),
  isActive: isActive.optional(),
  language: mailLanguage.nullish(),
  password: newPassword().optional(),
})
export type CustomerChange = z.infer<typeof customerChange>

/**
 * `hosting` is null without provisioning. `passwordLink` is null if none was requested or it was already
 * used.
 */
export const onboarded = z.object({
  customer,
  hosting: hostingOutcome.nullable(),
  passwordLink: passwordLink.nullable(),
})
export type Onboarded = z.infer<typeof onboarded>

/** `freeUsername`: a username for the email address that is free on the chosen server; null without a server. */
export const formFindings = z.object({
  errors: z.array(fieldProblem),
  warnings: z.array(fieldProblem),
  freeUsername: z.string().nullable(),
})
export type FormFindings = z.infer<typeof formFindings>

const sortNames = ['-createdAt', 'createdAt', 'email', '-email', 'fullName', '-fullName'] as const
export const customerSort = z.enum(sortNames, { error: `sort must be one of: ${sortNames.join(', ')}.` })
export type CustomerSort = z.infer<typeof customerSort>

/** `needs-attention`: staff must act on an operation of one of the accounts. */
export const customerHosting = z.enum(['some', 'none', 'needs-attention'], {
  error: 'hosting must be one of: some, none, needs-attention.',
})
export type CustomerHosting = z.infer<typeof customerHosting>

export const customerFilter = z.object({
  /**
   * Every word must occur in email, name or company. With more than 10,000 customers, words shorter than
   * three letters match only at the beginning.
   */
  search: searchWords('search', { max: 200 }).optional(),
  status: z.enum(['active', 'inactive'], { error: 'status must be active or inactive.' }).optional(),
  hosting: customerHosting.optional(),
  /** Has an account on this server. */
  serverId: id('serverId').optional(),
})
export type CustomerFilter = z.infer<typeof customerFilter>

export const customerQuery = customerFilter.extend({
  sort: customerSort.default('-createdAt'),
  limit: pageLimit,
  cursor: pageCursor.optional(),
  /** true: the answer has `total`, unless the filter makes it expensive (search, serverId). */
  count: z
    .enum(['true', 'false'], { error: 'count must be true or false.' })
    .transform((text) => text === 'true')
    .optional(),
})
export type CustomerQuery = z.infer<typeof customerQuery>

export const customerExportQuery = customerFilter.extend({
  sort: customerSort.default('-createdAt'),
  separator: z
    .enum(csvSeparators, { error: `separator must be one of: ${csvSeparators.join(', ')}.` })
    .default('comma'),
})
export type CustomerExportQuery = z.infer<typeof customerExportQuery>

/** `more`: there are more customers than were counted. */
export const customerTotal = z.object({ count: z.number().int(), more: z.boolean() })
export type CustomerTotal = z.infer<typeof customerTotal>

export const customerPage = z.object({
  items: z.array(customer),
  nextCursor: z.string().nullable(),
  total: customerTotal.optional(),
})
