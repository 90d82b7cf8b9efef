import { z } from 'zod'

export interface Copied {
  /** The stage that it is copied from. Null: from the build context. */
  readonly stage: string | null
  readonly sources: readonly string[]
  readonly target: string
}

export interface Stage {
  readonly image: string
  readonly name: string | null
  readonly copied: readonly Copied[]
  readonly ran: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly user: string | null
  readonly volumes: readonly string[]
  readonly command: readonly string[]
  readonly healthCheck: readonly string[]
  readonly stopSignal: string | null
}

const exec = (text: string): string[] => z.array(z.string()).parse(JSON.parse(text))

/** Reads the instructions that our Dockerfile uses. @throws {Error} an unknown instruction, or a shell form */
export function parseDockerfile(text: string): Stage[] {
  const lines = text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  const stages: Stage[] = []
  for (const line of lines) {
    const [, instruction = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
    if (instruction === 'FROM') {
      const [, image = '', name = null] = /^(\S+)(?:\s+AS\s+(\S+))?$/.exec(rest) ?? []
      stages.push({
        image,
        name,
        copied: [],
        ran: [],
        env: {},
        user: null,
        volumes: [],
        command: [],
        healthCheck: [],
        stopSignal: null,
      })
      continue
    }
    const stage = stages.pop()
    if (!stage) throw new Error(`${instruction} before FROM`)
    stages.push({ ...stage, ...changeOf(stage, instruction, rest) })
  }
  return stages
}

function changeOf(stage: Stage, instruction: string, rest: string): Partial<Stage> {
  switch (instruction) {
    case 'COPY': {
      const [, from = null, paths = ''] = /^(?:--from=(\S+)\s+)?(.*)$/.exec(rest) ?? []
      const parts = paths.split(/\s+/)
      return {
        copied: [...stage.copied, { stage: from, sources: parts.slice(0, -1), target: parts.at(-1) ?? '' }],
      }
    }
    case 'RUN':
      return { ran: [...stage.ran, rest] }
    case 'ENV':
      return {
        env: {
          ...stage.env,
          ...Object.fromEntries(rest.split(/\s+/).map((pair) => pair.split(/=(.*)/s).slice(0, 2))),
        },
      }
    case 'USER':
      return { user: rest }
    case 'VOLUME':
      return { volumes: [...stage.volumes, rest] }
    case 'CMD':
      return { command: exec(rest) }
    case 'HEALTHCHECK':
      return { healthCheck: exec(rest.replace(/^.*?CMD\s+/, '')) }
    case 'STOPSIGNAL':
      return { stopSignal: rest }
    case 'WORKDIR':
    case 'EXPOSE':
      return {}
    default:
      throw new Error(`Unknown instruction: ${instruction}`)
  }
}
