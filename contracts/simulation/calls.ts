import { z } from 'zod'
import { callsOf } from '../call.ts'
import { csvFile } from '../text.ts'
import { simulation as result, simulationExportQuery, simulationQuery } from './schemas.ts'

const { get } = callsOf('Simulation')

export const simulation = {
  run: get(
    '/v1/simulation',
    'Simulate the billing and dunning of the next months day by day; writes nothing',
    'billing.read',
  )
    .input(simulationQuery)
    .output(result),
  export: get(
    '/v1/simulation/export',
    'Export all events of a simulation as CSV (UTF-8)',
    'customers.export',
    { detailed: true, recent: true },
  )
    .input(simulationExportQuery)
    .output(z.object({ headers: z.record(z.string(), z.string()), body: csvFile })),
}
