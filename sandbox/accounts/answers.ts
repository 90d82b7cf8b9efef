import type { Account } from './model.ts'
import type { Variants } from './variants.ts'

const emailIn = (account: Account, { emailCase }: Variants) => {
  if (emailCase === 'as-sent') return account.email
  return emailCase === 'upper' ? account.email.toUpperCase() : account.email.toLowerCase()
}

const sent = (account: Account, variants: Variants) => ({
  id: account.id,
  username: account.username,
  email: emailIn(account, variants),
  full_name: account.fullName,
  phone: account.phone,
  company: account.company,
  package_id: account.packageId,
  is_admin: account.isAdmin,
})

const reference = (account: Account) => ({ billing_id: account.billingId, metadata: account.metadata })

/** The 201: three fields, or all fields of the request except the password. */
export function createAnswer(account: Account, variants: Variants) {
  const full = { ...sent(account, variants), ...reference(account) }
  if (variants.createAnswer === 'full') return full
  return { id: full.id, username: full.username, email: full.email }
}

/** One account of a list or by id. `fields`: the optional fields that are included. */
export function accountAnswer(account: Account, variants: Variants, fields: Variants['getFields']) {
  const optional = { ...reference(account), status: account.status }
  const told = Object.entries(optional).filter(([name]) => fields.some((field) => field === name))
  return { ...sent(account, variants), created_at: account.createdAt, ...Object.fromEntries(told) }
}

export function listAnswer(accounts: readonly Account[], variants: Variants) {
  const items = accounts.map((account) => accountAnswer(account, variants, variants.listFields))
  return variants.listShape === 'array' ? items : { [variants.listShape]: items }
}

const dayMs = 86_400_000

export function statsAnswer(account: Account, variants: Variants, now: number) {
  return {
    user_id: account.id,
    username: account.username,
    email: emailIn(account, variants),
    total_domains: 0,
    total_databases: 0,
    total_email_accounts: 0,
    total_ssl_certificates: 0,
    storage_used: 0,
    last_login: null,
    account_age_days: Math.floor((now - Date.parse(account.createdAt)) / dayMs),
  }
}
