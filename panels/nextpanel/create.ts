import { type AccountToCreate, isChangedReference, type PanelAccount, PanelError } from '#panels/kit/index.ts'
import { hasTextId, readAccount } from './answers.ts'
import { oddAnswer, refusal, textIds } from './refusal.ts'
import { accountsPath, type Session } from './session.ts'

/**
 * `POST /api/v1/billing/accounts`. A success that names another account, or has no usable id, is an unknown
 * outcome: such an id must never be stored.
 */
export async function createAccount(session: Session, wanted: AccountToCreate): Promise<PanelAccount> {
  const response = await session.send({
    method: 'POST',
    path: accountsPath,
    json: createBody(wanted),
    // Not in the contract. A panel that knows it may use it.
    headers: { 'Idempotency-Key': wanted.marker },
  })
  if (response.status >= 300) throw refusal(session, response, 'creates')
  const { body } = response
  const account = body.kind === 'json' ? readAccount(body.value) : undefined
  if (account && isTheOneWanted(account, wanted)) return account
  const reason =
    body.kind === 'json' && hasTextId(body.value) ? textIds.message : changedMarker(account, wanted)
  const odd = oddAnswer('creates', response)
  const message = reason === undefined ? odd.message : `${reason} ${odd.message}`
  throw new PanelError({ ...odd, message, exchanges: session.exchanges })
}

/**
 * Names a panel that truncates or changes billing_id. Without it, our own account seems to belong to another
 * owner.
 */
function changedMarker(account: PanelAccount | undefined, { marker }: AccountToCreate): string | undefined {
  if (typeof account?.marker !== 'string' || !isChangedReference(account.marker, marker)) return undefined
  return `The panel changed billing_id: it keeps ${account.marker.length} characters where ${marker.length} were sent.`
}

/** Panels may change the case of an email, but nothing else. */
const isTheOneWanted = (account: PanelAccount, wanted: AccountToCreate) =>
  account.username === wanted.username &&
  (account.email === undefined || account.email.toLowerCase() === wanted.email.toLowerCase()) &&
  (typeof account.marker !== 'string' || account.marker === wanted.marker)

function createBody(wanted: AccountToCreate) {
  return {
    username: wanted.username,
    email: wanted.email,
    password: wanted.password,
    full_name: wanted.fullName,
    ...(wanted.company === null ? {} : { company: wanted.company }),
    ...(wanted.packageId === null ? {} : { package_id: wanted.packageId }),
    is_admin: false,
    billing_id: wanted.marker,
    metadata: {
      hosting_account_id: wanted.marker,
      created_from: 'nextpanel-billing',
      billing_customer_id: wanted.billingCustomerId,
    },
  }
}
