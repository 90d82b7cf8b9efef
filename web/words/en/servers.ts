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
  closed: 'Accepting operations normally.',
  open: 'Several operations in a row received no response. Requests are paused. We check the server automatically.',
  'half-open': 'The server responds again. Waiting operations are resuming gradually.',
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
  needsOperator: 'needs action',
}

const checksOf = (count: number) => plural(count, { one: '# check', other: '# checks' })

/** The names of the connection checks, by id. */
const checks: Record<CheckId, string> = {
  dns: 'Name (DNS)',
  tcp: 'Connection (TCP)',
  tls: 'Encryption (TLS)',
  health: 'NextPanel health',
  key: 'API key',
  permission: 'Permission level',
  scope: 'Scope',
  ip: 'Allowed IP',
  latency: 'Latency',
}
const checkOf: Readonly<Record<string, string>> = checks

/** The Server page and the page of one server. */
export const servers = {
  title: 'Server',
  add: 'Add Server',
  overview: 'Overview',
  reconciliation: 'Reconciliation',
  check: (id: string) => checkOf[id] ?? id,
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
  /** How full the server is, beside its capacity bar. */
  room: (left: number, share: number) => {
    if (left <= 0) return 'Full'
    if (share > 0.9) return `Almost full, room for ${left}`
    if (share > 0.7) return `Filling up, room for ${left}`
    return `Room for ${left}`
  },
  breaker,
  breakerName,
  pausedByBreaker: 'Operations are paused because of a connection problem',
  paused: 'Operations are paused',
  trouble: {
    headline: (cause: string) => `${cause}.`,
    paused: 'Operations paused',
    resumes: 'Operations resume automatically when the connection test passes.',
    noPause: 'New accounts go to other servers until it is fixed.',
    blocked: (count: number) =>
      plural(count, { one: '# operation blocked.', other: '# operations blocked.' }),
  },
  unreachable: 'Not reachable',
  notAccepting: (reason: string | null) =>
    `This server cannot be selected for new accounts. ${reason ?? ''}`.trim(),
  capacity: 'Capacity',
  successRate: 'Success rate, 24 h',
  successNote: (succeeded: number, ended: number) =>
    ended === 0 ? 'No accounts created' : `${succeeded} of ${ended} created`,
  underWay: (count: number) => `${count} in progress`,
  medianTime: 'Median create time, 24 h',
  medianNote: 'From click to active',
  none: 'None',
  queue: 'Queue',
  queueEmpty: 'No open operations',
  queueParts: {
    queued: (count: number) => `${count} queued`,
    running: (count: number) => `${count} running`,
    waiting: (count: number) => `${count} waiting`,
    needsPerson: (count: number) => `${count} stopped`,
  },
  operations: 'Operations',
  health: 'Health',
  period: 'Period',
  day: '24 h',
  week: '7 days',
  healthLabel: (name: string) => `Health of ${name}`,
  healthNone: 'No checks in this period.',
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
  breakerTitle: 'Circuit breaker',
  breakerFailures: (failures: number, opensAfter: number) =>
    failures === 0 ? '' : ` It opens after ${opensAfter} failures in a row; ${failures} so far.`,
  nextCheck: 'Next check',
  recentChecks: 'Recent checks',
  startedBy: { schedule: 'Scheduled', person: 'Manual', probe: 'Circuit breaker' },
  took: (duration: string) => `took ${duration}`,
  connection: 'Connection',
  baseUrl: 'Base URL',
  location: 'Location',
  apiKey: 'API key',
  fingerprint: 'Fingerprint',
  keyEntered: 'Key added',
  lastTest: 'Last check',
  lastTestNone: 'Select “Test Connection” to see each check.',
  mode: 'Mode',
  placement: 'Placement',
  order: (position: number) => `Position ${position} for new accounts.`,
  placementTitle: 'Where does the next account go?',
  placementHelp: 'New accounts without a chosen server go to the server that this rule selects.',
  policy: 'Choose servers automatically by',
  policies: { 'least-utilized': 'Least utilized', 'fill-first': 'Fill first' },
  policyHelp: {
    'least-utilized': 'The server that is the least full, in proportion to its weight.',
    'fill-first': 'The fullest server that has room, highest weight first. Servers fill one after another.',
  },
  policyChanged: 'Placement rule saved. It applies to new accounts.',
  next: 'Next',
  added: 'Added',
  rotate: 'Rotate key',
  rotateTitle: (name: string) => `Rotate the key of ${name}`,
  rotateIntro:
    'The new key is tested first. It is used only if every check passes. Until then, operations use the current key.',
  rotateNow: 'Test and replace',
  rotating: 'Testing...',
  rotated: 'The new key is in use. You can now delete the old key in NextPanel.',
  rotatedAnyway: 'The new key is in use, but its test failed.',
  rotateRefused: 'Nothing was changed. The new key failed the test, and the current key stays in use.',
  rotateAnyway: 'Save anyway',
  rotateSame: 'Leave blank if only the secret changed.',
  currentKey: (hint: string, fingerprint: string) => `Current key: ${hint} (fingerprint ${fingerprint})`,
  authorityTitle: 'Custom certificate authority',
  authority: 'CA Certificate',
  authorityHelp: 'PEM format. Required only if the server’s certificate is not from a public authority.',
  authorityKept: 'PEM format. Leave blank to keep the current one.',
  authorityForget: 'Trust only public authorities',
  authorityPublic: 'Public authorities',
  authorityUntil: (day: string) => `until ${day}`,
  trustedAuthority: 'Trusted CA',
  addTitle: 'Add a server',
  editTitle: (name: string) => `Edit ${name}`,
  allPausedBy: (name: string) => `All operations are paused by ${name}`,
  resumeAll: 'Resume everything',
  pauseAll: 'Pause everything',
  pauseAllMeans: 'No operations run on any server until you resume them. New requests queue.',
  pauseTitle: (name: string) => `Pause ${name}`,
  pauseMeans:
    'No operations run on this server until you resume it. New requests queue. Work in progress finishes its current step.',
  pausing: 'Pausing...',
  reason: 'Reason',
  reasonHelp: 'Shown to your team.',
  removeTitle: (name: string) => `Remove ${name}`,
  removing: 'Removing...',
  removeMeans:
    'Removes the server and its API key from this system. Nothing is deleted in NextPanel. You cannot remove a server with accounts or unfinished operations. Terminate or resolve them first, or set the mode to Draining.',
  saving: 'Saving...',
  saved: 'Server saved.',
  wasAdded: (name: string) => `${name} was added.`,
  noneYet: 'No servers yet.',
  noneYetHelp: 'Add the NextPanel server that will host your customers’ accounts.',
  glance: 'Servers',
  name: 'Name',
  driver: 'Panel',
  keyStays: 'The current key stays in use.',
  keyAgain:
    'Enter the key again: the saved one is not sent to another Base URL or with another CA Certificate.',
  enterKey: 'Enter a new key',
  keepKey: 'Keep the current key',
  tags: 'Tags',
  tagsHelp: 'Separate tags with commas, for example: ssd, php8. A new account can require them.',
  weight: 'Weight',
  weightHelp:
    'From 0 to 100. A server with half the weight gets half as many new accounts. A server with 0 is never chosen automatically.',
  tagsOf: (name: string) => `Tags of ${name}`,
  capacityHelp: 'The maximum number of accounts.',
  maxConcurrentRequests: 'Concurrent requests',
  maxConcurrentRequestsHelp:
    'The maximum number of requests at the same time. Leave blank for the default. The engine sends fewer when the server is slow.',
  keyNeeds: (panel: string) => `API key requirements in ${panel}`,
  keyNeedsTest: '“Test Connection” checks each requirement and names the missing ones.',
  addFirst: 'Add your first server',
  noSuch: 'Server not found',
  noSuchHelp: 'The link may be wrong, or the server was removed.',
  toAll: 'Go to Server',
}
