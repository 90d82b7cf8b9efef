import type { CheckId } from '#contracts/error-codes.ts'
import type { ConnectionReport, Server } from '#contracts/servers/schemas.ts'
import { plural } from './plural.ts'

type CheckState = ConnectionReport['checks'][number]['state']

const checkState: Record<CheckState, string> = {
  pass: 'Passed',
  warn: 'Warning',
  fail: 'Failed',
  'not-checked': 'Not checked',
}

const breaker: Record<Server['breaker'], string> = {
  closed: 'Operations are sent as they come.',
  open: 'It did not answer several operations in a row. Nothing is sent to it until it answers again; it is asked by itself.',
  'half-open': 'It answers again. What waited comes back slowly.',
}
const breakerName: Record<Server['breaker'], string> = {
  closed: 'Closed',
  open: 'Open',
  'half-open': 'Half-open',
}

const verdict = {
  online: 'online',
  degraded: 'degraded',
  offline: 'offline',
  needsOperator: 'needing an operator',
}

const checksOf = (count: number) => plural(count, { one: '# check', other: '# checks' })

/** Checks of the connection test, by their ids. */
const rungs: Record<CheckId, string> = {
  dns: 'Name (DNS)',
  tcp: 'Connection (TCP)',
  tls: 'Encryption (TLS)',
  health: 'Panel health',
  key: 'API key',
  permission: 'Permission level',
  scope: 'Scope',
  ip: 'Allowed IP',
  latency: 'Latency',
}
const rungOf: Readonly<Record<string, string>> = rungs

/** The Server page and a server's own. */
export const servers = {
  title: 'Server',
  add: 'Add Server',
  overview: 'Overview',
  reconciliation: 'Reconciliation',
  rung: (id: string) => rungOf[id] ?? id,
  checkState,
  testPassed: 'Connection test passed.',
  testFailed: (checks: string) => `Connection failed at ${checks}.`,
  notReached: (checks: string) => `Not reached: ${checks}.`,
  test: 'Test Connection',
  testing: 'Testing...',
  edit: 'Edit',
  pause: 'Pause',
  remove: 'Remove',
  resume: 'Resume',
  used: (used: number, capacity: number) => `${used} of ${capacity} used`,
  reserved: (reserved: number) => `+${reserved} reserved`,
  capacityOf: (name: string) => `Capacity of ${name}`,
  accounts: 'Accounts',
  actions: 'Actions',
  moreFor: (name: string) => `More actions for ${name}`,
  changeMode: 'Change mode',
  modeChanged: (name: string, mode: string) => `${name}: mode is now ${mode}.`,
  success24h: 'Success, 24 h',
  open: (count: number) => `${count} open`,
  ofEnded: (succeeded: string, ended: string) => `${succeeded} of ${ended}`,
  operationsOpen: (count: number) => `Operations (${count})`,
  modeOf: (name: string) => `Mode of ${name}`,
  key: (hint: string) => `Key ${hint}`,
  checked: 'Checked',
  notChecked: 'Not checked yet.',
  /** How full it is, in words beside the bar. */
  room: (left: number, share: number) => {
    if (left <= 0) return 'Full'
    if (share > 0.9) return `Almost full, room for ${left}`
    if (share > 0.7) return `Filling up, room for ${left}`
    return `Room for ${left}`
  },
  breaker,
  breakerName,
  pausedByTrouble: 'Operations are paused because of a connection problem',
  paused: 'Operations are paused',
  trouble: {
    headline: (cause: string) => `${cause}.`,
    paused: 'Operations paused',
    resumes: 'They resume automatically when the connection test passes.',
    noPause: 'No new accounts go to this server until it is fixed.',
    blocked: (count: number) =>
      plural(count, { one: '# operation blocked.', other: '# operations blocked.' }),
  },
  unreachable: 'Not reachable',
  takesNone: (reason: string | null) => `Takes no new accounts now. ${reason ?? ''}`.trim(),
  capacity: 'Capacity',
  successRate: 'Success rate, 24 h',
  successNote: (succeeded: number, ended: number) =>
    ended === 0 ? 'Nothing was created' : `${succeeded} of ${ended} created`,
  underWay: (count: number) => `${count} under way`,
  medianTime: 'Median create time, 24 h',
  medianNote: 'From the click until active',
  none: 'None',
  queue: 'Queue',
  queueEmpty: 'Nothing is open',
  queueParts: {
    queued: (count: number) => `${count} queued`,
    running: (count: number) => `${count} running`,
    waiting: (count: number) => `${count} waiting`,
    needsPerson: (count: number) => `${count} stopped`,
  },
  operations: 'Its operations',
  health: 'Health',
  period: 'Period',
  day: '24 h',
  week: '7 days',
  healthLabel: (name: string) => `Health of ${name}`,
  healthNone: 'No checks in this time.',
  healthNoCheck: 'No checks',
  uptime: (share: string, period: string) => `${share} in ${period}`,
  uptimeOf: (checks: number) => `of ${checksOf(checks)}`,
  healthStep: (counts: Record<keyof typeof verdict, number>, median: string | null) => {
    const parts = (Object.keys(verdict) as (keyof typeof verdict)[])
      .filter((name) => counts[name] > 0)
      .map((name) => `${counts[name]} ${verdict[name]}`)
    if (parts.length === 0) return 'no checks'
    return `${parts.join(', ')}${median === null ? '' : `; answered in ${median}`}`
  },
  breakerTitle: 'Breaker',
  breakerFailures: (failures: number, opensAfter: number) =>
    failures === 0 ? '' : ` ${failures} of ${opensAfter} failures that open it.`,
  asksAgain: 'It is asked again',
  recentChecks: 'Recent checks',
  askedBy: { schedule: 'By schedule', person: 'By a person', probe: 'Breaker probe' },
  took: (duration: string) => `took ${duration}`,
  connection: 'Connection',
  baseUrl: 'Base URL',
  location: 'Location',
  apiKey: 'API key',
  fingerprint: 'Fingerprint',
  keyEntered: 'Key entered',
  lastTest: 'Last check',
  lastTestNone: 'Press “Test Connection” to see it rung by rung.',
  mode: 'Mode',
  placement: 'Placement',
  order: (position: number) => `Number ${position} in line for the next account.`,
  placementTitle: 'Where would the next account go?',
  placementHelp: 'The order for accounts that name no server; the first one that takes accounts gets it.',
  next: 'Next',
  added: 'Added',
  rotate: 'Rotate key',
  rotateTitle: (name: string) => `A new key for ${name}`,
  rotateIntro:
    'The new key is tested against the panel first, and used only if every check passes. Until then operations go on with the present key.',
  rotateNow: 'Test and swap',
  rotating: 'Testing...',
  rotated: 'The new key is in use. The old one can be deleted on the panel now.',
  rotatedAnyway: 'The new key is in use, though its test failed.',
  rotateRefused: 'Nothing was changed: the new key did not pass, and the present one stays in use.',
  rotateAnyway: 'Save it anyway',
  rotateSame: 'Empty for a new secret of the same key.',
  presentKey: (hint: string, fingerprint: string) => `Present key: ${hint} (fingerprint ${fingerprint})`,
  authorityTitle: 'Certificate authority of your own',
  authority: 'CA Certificate',
  authorityHelp: 'PEM. Only where the panel’s certificate is not from a public authority.',
  authorityKept: 'PEM. Empty keeps the present one.',
  authorityForget: 'Trust the public authorities again',
  authorityPublic: 'Public authorities',
  authorityUntil: (day: string) => `until ${day}`,
  trusts: 'Trusts',
  addTitle: 'Add a server',
  editTitle: (name: string) => `Edit ${name}`,
  allPausedBy: (name: string) => `All operations are paused by ${name}`,
  resumeAll: 'Resume everything',
  pauseAll: 'Pause everything',
  pauseAllMeans:
    'No operation runs on any server until somebody resumes them. What is asked for meanwhile waits.',
  pauseTitle: (name: string) => `Pause ${name}`,
  pauseMeans:
    'No operation of this server runs until it is resumed. What is asked for meanwhile waits; what is at work now still ends its step.',
  pausing: 'Pausing...',
  reason: 'Reason',
  reasonHelp: 'Shown to whoever waits.',
  removeTitle: (name: string) => `Remove ${name}`,
  removing: 'Removing...',
  removeMeans:
    'Removes the server and its API key from this system. Nothing is deleted on the panel. A server with accounts or unfinished operations cannot be removed: terminate or resolve them first, or set its mode to Draining.',
  saving: 'Saving...',
  saved: 'Server saved.',
  wasAdded: (name: string) => `${name} was added.`,
  noneYet: 'No servers yet.',
  noneYetHelp: 'Add the NextPanel server on which hosting accounts are to be made.',
  glance: 'Servers',
  name: 'Name',
  driver: 'Panel',
  keyStays: 'The present key stays in use.',
  enterKey: 'Enter a new key',
  keepKey: 'Keep the present key',
  capacityHelp: 'How many accounts it may hold.',
  maxConcurrentRequests: 'Concurrent requests',
  maxConcurrentRequestsHelp:
    'The most requests in flight at once. Leave it empty for the default; the engine slows down automatically when the server does.',
  keyNeeds: (panel: string) => `What the API key needs in ${panel}`,
  keyNeedsTest: '“Test Connection” checks each of them and says what is missing.',
  addFirst: 'Add your first server',
  noSuch: 'Server not found',
  noSuchHelp: 'The link may be wrong, or the server was removed.',
  toAll: 'Go to Server',
}
