/** What stands between two things that last: a commit of ours, and a request that reaches the panel. */
export type Step = string

const begun: readonly Step[] = ['before the commit of operation.queued', 'before the commit of claim']
const ended: readonly Step[] = [
  'before the commit of operation.succeeded',
  'after the commit of operation.succeeded',
]
const identity: readonly Step[] = ['GET /accounts/{id} is sent', 'before the commit of identity.read']

const attempt = (request: string): readonly Step[] => [
  'before the commit of attempt.started',
  'after the commit of attempt.started',
  `before ${request} is sent`,
  `${request} is sent`,
]

/**
 * Every step boundary of an operation on which nothing goes wrong, in order. A test holds them against what the
 * server really does, so that a step that is added has its boundary here too.
 */
export const stepsOf = {
  create: [
    ...begun,
    'GET /accounts is sent',
    'GET /accounts is sent',
    'before the commit of look.ended',
    ...attempt('POST /accounts'),
    'before the commit of the id that the panel answered',
    'before the commit of attempt.ended',
    'GET /accounts/{id} is sent',
    'before the commit of read-back.ended',
    ...ended,
  ],
  suspend: [
    ...begun,
    ...identity,
    ...attempt('POST /accounts/{id}/suspend'),
    'before the commit of attempt.ended',
    'GET /accounts/{id} is sent',
    ...ended,
  ],
  terminate: [
    ...begun,
    ...identity,
    ...attempt('DELETE /accounts/{id}'),
    'before the commit of attempt.ended',
    'GET /accounts/{id} is sent',
    'GET /accounts is sent',
    'before the commit of identity.read',
    ...ended,
  ],
} as const satisfies Record<string, readonly Step[]>

export type Kind = keyof typeof stepsOf
