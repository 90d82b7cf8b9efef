/** An operation's timeline, grouped by attempt. */
export const timeline = {
  attempt: (first: number, last: number, text: string) =>
    first === last ? `Attempt ${first}: ${text}` : `Attempts ${first} to ${last}: ${text}`,
  took: (text: string, duration: string) => `${text} (${duration})`,
  inProgress: 'in progress',
  outcome: {
    succeeded: 'done',
    rejected: 'refused',
    deferred: 'not done',
    unknown: 'no clear answer',
  },
  lookup: {
    found: 'account found',
    absent: 'account not found',
    unclear: 'account not confirmed',
  },
  repeated: (times: number) => `x${times}, last`,
}
