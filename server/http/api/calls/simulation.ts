import { exportSimulation, runSimulation } from '#server/domain/simulation/index.ts'
import { asDownload, os, verb } from '../implement.ts'

export const simulation = {
  run: os.simulation.run.handler(verb(runSimulation)),
  export: os.simulation.export.handler(
    verb(async (ctx, input) => asDownload(await exportSimulation(ctx, input))),
  ),
}
