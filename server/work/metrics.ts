import { counter } from '#server/platform/metrics/index.ts'

/** One for each end of a run. `waiting` is followed by another run. */
export const operationRuns = counter({
  name: 'operation_runs_total',
  help: 'Runs of operations that this process ended, by result.',
  labelNames: ['kind', 'server', 'outcome'],
})

export const attemptsEnded = counter({
  name: 'attempts_total',
  help: 'Attempts to change a panel that this process ended, by result.',
  labelNames: ['kind', 'server', 'outcome'],
})
