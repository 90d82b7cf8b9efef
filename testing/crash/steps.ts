/** The events between two durable states: a commit of ours, and a request that reaches the panel. */
export type Step = string

const recorded: readonly Step[] = [
  'before the commit of operation.queued',
  'after the commit of operation.queued',
]
const begun: readonly Step[] = [...recorded, 'after the commit of claim']
const ended: readonly Step[] = [
  'before the commit of operation.succeeded',
  'after the commit of operation.succeeded',
]
const called = (request: string): readonly Step[] => [`before ${request} is sent`, `${request} is sent`]

const attempt = (request: string): readonly Step[] => [
  'before the commit of attempt.started',
  'after the commit of attempt.started',
  ...called(request),
]

const created: readonly Step[] = [
  'before the commit of attempt.ended',
  'GET /accounts/{id} is sent',
  ...ended,
]

/**
 * Every step boundary of an operation without errors, in order. A test compares them with the server, so a
 * new step needs its boundary here too.
 */
export const stepsOf = {
  // Starts in the running state: the lookup came before, and the first attempt is recorded with the customer.
  create: [...recorded, ...called('POST /accounts'), ...created],
  // On hold when it was recorded, and claimed later.
  held: [
    ...recorded,
    'before the commit of operation.held',
    'after the commit of claim',
    'GET /accounts is sent',
    ...attempt('POST /accounts'),
    ...created,
  ],
  suspend: [
    ...begun,
    'GET /accounts/{id} is sent',
    ...attempt('POST /accounts/{id}/suspend'),
    'before the commit of attempt.ended',
    'GET /accounts/{id} is sent',
    ...ended,
  ],
  terminate: [
    ...begun,
    'GET /accounts/{id} is sent',
    ...attempt('DELETE /accounts/{id}'),
    'before the commit of attempt.ended',
    'GET /accounts/{id} is sent',
    'GET /accounts is sent',
    ...ended,
  ],
} as const satisfies Record<string, readonly Step[]>

export type Kind = keyof typeof stepsOf
