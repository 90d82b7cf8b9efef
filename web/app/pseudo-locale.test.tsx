import { screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Viewer } from '#contracts/session/schemas.ts'
import type { Answers } from '../testing/answers.ts'
import { fakeFetch } from '../testing/fake-api.ts'
import { foreignTexts } from '../testing/foreign-texts.ts'
import { openPage } from '../testing/open-page.tsx'
import { stringsIn } from '../testing/pseudo-locale.ts'
import {
  account,
  alert,
  apiToken,
  auditEntry,
  customer,
  customerViewer,
  failedOperation,
  finding,
  group,
  ids,
  importDetails,
  importRow,
  mail,
  mailSetup,
  mailTemplate,
  noOperations,
  onboardings,
  operation,
  operationWithTimeline,
  portalAccount,
  reconciliation,
  server,
  serverStatistics,
  staff,
  staffAs,
  teamMember,
} from '../testing/samples.ts'
import { words } from '../words/index.ts'
import type { AppRoute } from './router.tsx'

let provided: string[] = []

beforeEach(() => {
  provided = []
  const recordingFetch = async (...request: Parameters<typeof fakeFetch>) => {
    const response = await fakeFetch(...request)
    const body: unknown = await response
      .clone()
      .json()
      .catch(() => null)
    provided.push(...stringsIn(body).filter((text) => !isCode(text)))
    return response
  }
  vi.stubGlobal('fetch', recordingFetch)
})

/** Codes such as "active" and "needs-person" must not be shown. Usernames of the samples start with "ada". */
const isCode = (text: string) => /^[a-z-]+$/.test(text) && !text.startsWith('ada')

interface Scenario {
  address: string
  answers?: Answers
  viewer?: Viewer | null
  /** Returns when the content of the page is loaded. */
  loaded: () => Promise<unknown>
}

const hasText = (text: string | RegExp) => () => screen.findAllByText(text)
const hasHeading = (name: string) => () => screen.findByRole('heading', { name, level: 1 })

const servers = { list: () => ({ items: [server(), server({ id: ids.run, status: 'offline' })] }) }
const listed = {
  operations: {
    list: () => ({ items: [operation(), failedOperation()], nextCursor: 'more' }),
    overview: () => ({
      ...noOperations,
      needsAction: { total: 2, operations: 1, alerts: 1 },
      groups: [group()],
    }),
  },
}
const ada: Answers = {
  servers,
  customers: {
    get: () => customer(),
    hostingAccounts: () => ({
      items: [account({ operation: failedOperation() }), account({ id: ids.run, status: 'suspended' })],
    }),
    audit: () => ({ items: [auditEntry()], nextCursor: 'more' }),
  },
  hostingAccounts: { suspensions: () => ({ items: [] }) },
  ...listed,
}
const run = reconciliation({ vanished: 1, items: [finding()], findings: { total: 1, open: 1, leftOut: 0 } })
const { items: _, ...summary } = run
const customerAddress = `/customers/${ids.ada}`
const serverAddress = `/server/${ids.server}`

const mailing: Answers['mail'] = {
  setup: () => mailSetup(),
  list: () => ({
    items: [mail(), mail({ id: ids.run, state: 'waiting' })],
    nextCursor: 'more',
    isSetUp: true,
  }),
  templates: () => ({ items: [mailTemplate()] }),
}

const past = '2026-02-01T12:00:00.000Z'

/** A layout route and its index route have the same address. */
type PageRoute = '/' | Exclude<AppRoute, `${string}/`>

const scenarios: Record<PageRoute, Scenario> = {
  '/': {
    address: '/',
    answers: {
      servers,
      customers: { list: () => ({ items: [customer()], nextCursor: null }) },
      alerts: { list: () => ({ items: [alert()] }) },
      statistics: { onboardings: () => onboardings },
      ...listed,
    },
    loaded: hasText(words.home.perDay),
  },
  '/account': { address: '/account', loaded: hasText(words.keys.sheet) },
  '/audit': {
    address: '/audit?actor=grace',
    answers: { servers, audit: { list: () => ({ items: [auditEntry()], nextCursor: 'more' }) } },
    loaded: hasText(words.audit.action('customer.change')),
  },
  '/customers': {
    address: '/customers',
    answers: {
      servers,
      customers: {
        list: () => ({
          items: [customer(), customer({ id: ids.alan, isActive: false })],
          nextCursor: 'more',
        }),
      },
    },
    loaded: hasText('Ada Lovelace'),
  },
  '/customers/new': {
    address: '/customers/new',
    answers: { servers },
    loaded: () => screen.findByRole('dialog', { name: words.onboarding.title }),
  },
  '/customers/$customerId': { address: customerAddress, answers: ada, loaded: hasText('Analytical Engines') },
  '/customers/$customerId/hosting': {
    address: `${customerAddress}/hosting`,
    answers: ada,
    loaded: hasText(words.hosting.usage),
  },
  '/customers/$customerId/operations': {
    address: `${customerAddress}/operations`,
    answers: ada,
    loaded: hasText('The username is already used on this server.'),
  },
  '/customers/$customerId/audit': {
    address: `${customerAddress}/audit`,
    answers: ada,
    loaded: hasText(words.audit.action('customer.change')),
  },
  '/customers/$customerId/mail': {
    address: `${customerAddress}/mail`,
    answers: { ...ada, mail: mailing },
    loaded: hasText(words.mail.kinds.welcome),
  },
  '/confirm-email': {
    address: '/confirm-email#token',
    viewer: null,
    loaded: hasHeading(words.session.confirmEmailTitle),
  },
  '/forgot-password': {
    address: '/forgot-password',
    viewer: null,
    loaded: hasHeading(words.session.forgotTitle),
  },
  '/mail': { address: '/mail', answers: { mail: mailing }, loaded: hasText(words.mail.kinds.welcome) },
  '/mail/templates': {
    address: '/mail/templates',
    answers: { mail: mailing },
    loaded: hasText(words.mail.placeholders),
  },
  '/login': { address: '/login', viewer: null, loaded: hasHeading(words.common.signIn) },
  '/imports': {
    address: '/imports',
    answers: { imports: { list: () => ({ items: [importDetails()], nextCursor: 'more' }) } },
    loaded: hasText('customers.csv'),
  },
  '/imports/$importId': {
    address: `/imports/${ids.import}`,
    answers: {
      imports: {
        get: () => importDetails({ credentials: { waiting: 2, downloadedAt: null, downloadedBy: null } }),
        rows: () => ({
          items: [importRow(), importRow({ number: 3, state: 'invalid' })],
          nextCursor: 'more',
        }),
      },
    },
    loaded: hasText('Email is not valid.'),
  },
  '/operations': {
    address: '/operations',
    answers: { servers, ...listed },
    loaded: hasText('The username is already used on this server.'),
  },
  '/operations/$operationId': {
    address: `/operations/${ids.operation}`,
    answers: { operations: { get: () => operationWithTimeline() } },
    loaded: hasText('The account is active.'),
  },
  '/portal': {
    address: '/portal',
    viewer: customerViewer,
    answers: {
      portal: {
        hostingAccounts: () => ({ items: [portalAccount()] }),
        details: () => ({
          email: 'ada@example.com',
          fullName: 'Ada Lovelace',
          companyName: null,
          createdAt: '2026-03-01T12:00:00.000Z',
        }),
      },
    },
    loaded: hasText(words.portal.status.active.meaning),
  },
  '/server': { address: '/server', answers: { servers }, loaded: hasText('Production Server') },
  '/server/$serverId': {
    address: serverAddress,
    answers: { servers: { ...servers, statistics: () => serverStatistics() } },
    loaded: hasText(words.servers.breaker.closed),
  },
  '/server/$serverId/reconciliation': {
    address: `${serverAddress}/reconciliation`,
    answers: {
      servers,
      reconciliations: { list: () => ({ items: [summary], nextCursor: null }), get: () => run },
    },
    loaded: hasText(words.reconciliation.kinds.gone.title),
  },
  '/settings/api-tokens': {
    address: '/settings/api-tokens',
    answers: {
      apiTokens: {
        list: () => ({
          items: [
            apiToken(),
            apiToken({ id: ids.alan, isOwn: false, status: 'expired', lastUsedAt: null, expiresAt: past }),
          ],
          nextCursor: 'more',
        }),
      },
    },
    loaded: hasText('Nightly report'),
  },
  '/team': {
    address: '/team',
    answers: {
      team: {
        list: () => ({
          items: [
            teamMember(),
            teamMember({ id: ids.alan, isSelf: false, status: 'invited', lastSignInAt: null }),
          ],
          grantableRoles: ['owner'],
          factorsRequired: false,
        }),
      },
    },
    loaded: hasText(words.team.never),
  },
  '/set-password': {
    address: '/set-password#token',
    viewer: null,
    answers: {
      passwordLinks: {
        inspect: () => ({
          email: 'ada@example.com',
          name: 'Ada Lovelace',
          expiresAt: '2026-03-02T12:00:00.000Z',
        }),
      },
    },
    loaded: hasHeading(words.session.setPasswordTitle),
  },
  '/setup': {
    address: '/setup#token=secret',
    viewer: null,
    answers: { session: { setupState: () => ({ required: true, passkeyDomain: null }) } },
    loaded: hasHeading(words.session.createFirstAdmin),
  },
  '/$': { address: '/no/such/page', loaded: hasHeading(words.shell.noSuchPage) },
}

describe('each visible text is in the catalogue', () => {
  test.each(Object.entries(scenarios))('on the route %s', async (_, { address, answers, viewer, loaded }) => {
    openPage(address, answers, viewer === undefined ? staff : viewer)
    await loaded()
    expect(foreignTexts(provided)).toEqual([])
  })

  test('in the form of Add Customer with hosting', async () => {
    const user = openPage('/customers/new', { servers })
    await user.click(await screen.findByRole('checkbox', { name: words.onboarding.withHosting }))
    await screen.findByText(words.onboarding.hostingUsername)
    expect(foreignTexts(provided)).toEqual([])
  })

  test('in the form of Add Server', async () => {
    const user = openPage('/server')
    await user.click(await screen.findByRole('button', { name: words.servers.add }))
    await screen.findByRole('dialog', { name: words.servers.addTitle })
    expect(foreignTexts(provided)).toEqual([])
  })

  test('in the form of Invite', async () => {
    const user = openPage('/team')
    await user.click(await screen.findByRole('button', { name: words.team.invite }))
    await screen.findByRole('dialog', { name: words.team.inviteTitle })
    expect(foreignTexts(provided)).toEqual([])
  })

  test('in the form of Create Token, and with the new token', async () => {
    const user = openPage('/settings/api-tokens', {
      apiTokens: { create: () => ({ ...apiToken(), token: 'npb_sample' }) },
    })
    await user.click(
      (await screen.findAllByRole('button', { name: words.apiTokens.create }))[0] as HTMLElement,
    )
    const dialog = await screen.findByRole('dialog', { name: words.apiTokens.createTitle })
    expect(foreignTexts(provided)).toEqual([])
    await user.type(within(dialog).getByLabelText(words.apiTokens.name), 'Ada')
    await user.click(within(dialog).getByRole('button', { name: words.apiTokens.presets.read }))
    await user.click(within(dialog).getByRole('button', { name: words.apiTokens.create }))
    await screen.findByLabelText(words.apiTokens.token)
    expect(foreignTexts([...provided, 'Ada'])).toEqual([])
  })

  test('in place of a page that the role does not include', async () => {
    openPage('/team', {}, staffAs('support'))
    await screen.findByRole('heading', { name: words.notAllowed.title })
    expect(foreignTexts(provided)).toEqual([])
  })

  test('in the command palette', async () => {
    const user = openPage('/customers')
    await user.click(await screen.findByRole('button', { name: words.palette.open }))
    await screen.findByRole('dialog', { name: words.palette.title })
    expect(foreignTexts(provided)).toEqual([])
  })

  test('reports a text that is not in the catalogue', () => {
    document.title = words.common.product
    document.body.innerHTML = '<button title="Hard-coded">⟦Šåṽéöñ⟧ Ada 3 KB</button>'
    expect(foreignTexts(['Ada'])).toEqual(['Hard-coded'])
    document.body.innerHTML = ''
  })
})
