import { staffRoles } from '#contracts/roles.ts'
import type { Answers } from './answers.ts'
import { at, noHealth, noOnboardings, noOperations, panel, serverStatistics, teamMember } from './samples.ts'

/** The API responses of a new installation: every list is empty. */
export const emptyWorld = {
  session: {
    setupState: () => ({ required: false, passkeyDomain: 'localhost' }),
    sessions: () => ({ items: [] }),
    recentSignIn: () => ({}),
  },
  factors: { get: () => ({ totp: null, required: false, passkeys: [], passkeyDomain: 'localhost' }) },
  team: { list: () => ({ items: [teamMember()], grantableRoles: [...staffRoles], factorsRequired: false }) },
  apiTokens: { list: () => ({ items: [], nextCursor: null }) },
  hostingAccounts: { search: () => ({ items: [] }) },
  customers: {
    list: () => ({ items: [], nextCursor: null }),
    hostingAccounts: () => ({ items: [] }),
    audit: () => ({ items: [], nextCursor: null }),
    validate: () => ({ errors: [], warnings: [], freeUsername: null }),
  },
  panels: { list: () => ({ items: [panel] }) },
  servers: {
    list: () => ({ items: [] }),
    checks: () => ({ items: [], nextCursor: null }),
    statistics: () => serverStatistics(),
    health: () => noHealth,
  },
  audit: { list: () => ({ items: [], nextCursor: null }) },
  mail: {
    setup: () => ({ settings: null, linkOrigin: 'https://billing.example', linkOriginIsPublic: true }),
    templates: () => ({ items: [] }),
    list: () => ({ items: [], nextCursor: null, isSetUp: false }),
  },
  alerts: { list: () => ({ items: [] }) },
  engine: { get: () => ({ paused: false, reason: null, since: null, by: null }) },
  operations: {
    list: () => ({ items: [], nextCursor: null }),
    overview: () => noOperations,
  },
  reconciliations: { list: () => ({ items: [], nextCursor: null }) },
  statistics: { onboardings: () => noOnboardings, servers: () => ({ since: at, items: [] }) },
  installation: { get: () => ({ id: 'installation-1', standing: 'recognised', since: null }) },
  portal: { hostingAccounts: () => ({ items: [] }) },
} satisfies Answers
