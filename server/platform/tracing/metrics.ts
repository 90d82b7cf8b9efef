import { counter } from '#server/platform/metrics/index.ts'

export const spansExported = counter({
  name: 'trace_spans_exported_total',
  help: 'Spans that the collector accepted.',
})

export const spansDropped = counter({
  name: 'trace_spans_dropped_total',
  help: 'Spans that were not sent, because too many waited, the collector rejected them, or the process stopped.',
  labelNames: ['reason'],
})
