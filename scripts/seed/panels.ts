import { join } from 'node:path'
import { z } from 'zod'
import { type Sandbox, startSandbox } from '#sandbox/index.ts'
import { type ServerName, serverNames } from './plan.ts'

/** Stored beside the data, so that a later run finds the panels at the addresses that the application has. */
export const panelAddress = z.object({
  name: z.enum(serverNames),
  port: z.number(),
  apiKey: z.string(),
  apiSecret: z.string(),
})
export type PanelAddress = z.infer<typeof panelAddress>

export type Panels = ReadonlyMap<ServerName, Sandbox>

/**
 * One panel for each server, in this process, each with its own data. @param known their earlier addresses
 */
export async function startPanels(dataDir: string, known: readonly PanelAddress[]): Promise<Panels> {
  const started = serverNames.map(async (name) => {
    const before = known.find((panel) => panel.name === name)
    const panel = await startSandbox({
      port: before?.port ?? 0,
      dataDir: join(dataDir, 'panels', name.toLowerCase().replaceAll(' ', '-')),
    })
    return [name, panel] as const
  })
  return new Map(await Promise.all(started))
}

export const addressOf = (name: ServerName, panel: Sandbox): PanelAddress => ({
  name,
  port: Number(new URL(panel.url).port),
  apiKey: panel.apiKey,
  apiSecret: panel.apiSecret,
})

/** @throws {Error} the panel does not exist */
export function panelOf(panels: Panels, name: ServerName): Sandbox {
  const panel = panels.get(name)
  if (!panel) throw new Error(`No panel was started for ${name}.`)
  return panel
}
