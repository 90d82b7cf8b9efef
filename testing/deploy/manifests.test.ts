import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { placeIn } from '#server/platform/backup/index.ts'
import { parseConfig } from '#server/platform/config/index.ts'
import { settingMeta } from '#server/platform/config/settings.ts'
import { checkCommand } from '../documentation/options.ts'

const deploy = join(import.meta.dirname, '..', '..', 'deploy')
const read = (path: string) => readFileSync(join(deploy, path), 'utf8')
const settingNames = new Set([...settingMeta.values()].map(({ name }) => name))
const backupSettings = [...settingNames].filter((name) => name.startsWith('BACKUP_'))
const plainImage = /^[a-z][a-z0-9-]*:[a-z0-9.-]+$/
const graceMs = parseConfig({}).shutdownGraceMs

/** As Docker Compose and the cluster would set them. */
const sample: Record<string, string> = {
  POSTGRES_PASSWORD: 'p'.repeat(64),
  SECRET_KEY: 'Nd3k8vQ0pZr5LxT7wYb2HsGf9JcUaE1m',
  PUBLIC_URL: 'https://billing.example.com',
  METRICS_TOKEN: 'm'.repeat(64),
  DATABASE_URL: 'postgres://billing@database/billing',
}
const filled = (text: string) =>
  text.replaceAll(/\$\{(\w+)(?:[:?-][^}]*)?\}/g, (_, name: string) => sample[name] ?? '')

describe('deploy/compose.yaml', () => {
  const service = z.object({
    image: z.string(),
    environment: z.record(z.string(), z.string()).default({}),
    volumes: z.array(z.string()).default([]),
    read_only: z.boolean().default(false),
    cap_drop: z.array(z.string()).default([]),
    stop_grace_period: z.string().default('10s'),
    mem_limit: z.string().optional(),
    depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  })
  const compose = z
    .object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.unknown()) })
    .parse(parse(read('compose.yaml'), { merge: true }))
  const application = Object.entries(compose.services).filter(([name]) => /^(web|worker)-/.test(name))

  it('has two web and two worker processes, PostgreSQL and a proxy, on plain images', () => {
    expect(Object.keys(compose.services).toSorted()).toEqual([
      'database',
      'proxy',
      'web-1',
      'web-2',
      'worker-1',
      'worker-2',
    ])
    for (const { image } of Object.values(compose.services)) expect(image).toMatch(plainImage)
  })

  it.each(
    application,
  )('starts %s with settings that the program accepts, read-only except for its data and backups', (name, each) => {
    const { environment } = each
    expect(Object.keys(environment).filter((setting) => !settingNames.has(setting))).toEqual([])
    const env = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, filled(value)]))
    expect(parseConfig({ ...env, METRICS_PORT: '9464' }).role).toBe(name.replace(/-\d$/, ''))
    const filledIn = { BACKUP_DIR: '/backups', BACKUP_PASSPHRASE_FILE: '/run/backup/passphrase' }
    expect(placeIn(parseConfig({ ...env, ...filledIn }))).toEqual({ kind: 'folder', folder: '/backups' })
    expect(each.read_only).toBe(true)
    expect(each.cap_drop).toEqual(['ALL'])
    expect(each.volumes).toEqual([
      `${name}:/data`,
      'backups:/backups',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker Compose replaces it.
      '${BACKUP_SECRETS:-./backup}:/run/backup:ro',
    ])
    expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining([name, 'backups']))
    // A default would refuse the start without a passphrase file.
    for (const setting of backupSettings) expect(environment[setting]).toBe(`\${${setting}:-}`)
    expect(Number.parseInt(each.stop_grace_period, 10) * 1000).toBeGreaterThan(graceMs)
    expect(each.mem_limit).toBe('768m')
    expect(each.depends_on).toEqual({ database: { condition: 'service_healthy' } })
  })

  it('names every variable in compose.env.example', () => {
    const used = [...read('compose.yaml').matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name)
    const offered = [...read('compose.env.example').matchAll(/^(\w+)=/gm)].map(([, name = '']) => name)
    expect([...new Set(used)].toSorted()).toEqual(offered.toSorted())
  })

  it('has a proxy that knows every web process and does not buffer streams', () => {
    const nginx = read('nginx/nginx.conf')
    const upstreams = [...nginx.matchAll(/^\s+server (web-\d):4000;$/gm)].map(([, name]) => name)
    expect(upstreams).toEqual(application.map(([name]) => name).filter((name) => name.startsWith('web')))
    for (const line of [
      'proxy_buffering off;',
      'proxy_read_timeout 1h;',
      'proxy_set_header Host $host;',
      'proxy_set_header X-Forwarded-For $remote_addr;',
    ])
      expect(nginx).toContain(line)
  })
})

describe('deploy/systemd/nextpanel-billing.service', () => {
  const lines = read('systemd/nextpanel-billing.service').split('\n')
  const directive = (name: string) =>
    lines.filter((line) => line.startsWith(`${name}=`)).map((line) => line.slice(name.length + 1))

  it.each([
    ['NoNewPrivileges', 'yes'],
    ['ProtectSystem', 'strict'],
    ['ProtectHome', 'yes'],
    ['PrivateTmp', 'yes'],
    ['ReadWritePaths', '/var/lib/nextpanel-billing'],
    ['CapabilityBoundingSet', ''],
    ['MemoryDenyWriteExecute', 'no'],
    ['Restart', 'on-failure'],
    ['MemoryMax', '1G'],
    ['User', 'nextpanel-billing'],
  ])('has %s=%s', (name, value) => expect(directive(name)).toEqual([value]))

  it('sets known settings, writes only its data, and waits longer than the grace', () => {
    const environment = directive('Environment').map((pair) => pair.split('=', 2))
    const own = environment.map(([name = '']) => name).filter((name) => name !== 'NODE_ENV')
    expect(own.filter((name) => !settingNames.has(name))).toEqual([])
    expect(Object.fromEntries(environment)).toMatchObject({ DATA_DIR: directive('ReadWritePaths')[0] })
    expect(Number(directive('TimeoutStopSec')[0]) * 1000).toBeGreaterThan(graceMs)
    expect(directive('ExecStart')).toEqual(['/usr/bin/node --enable-source-maps scripts/start.ts'])
  })
})

describe('deploy/kubernetes', () => {
  const kinds = (path: string): unknown[] =>
    // Version 1.1, as in the cluster: 0440 is octal.
    parseAllDocuments(read(`kubernetes/${path}`), { version: '1.1' }).map((document): unknown => {
      expect(document.errors).toEqual([])
      return document.toJS()
    })
  const probe = z.object({
    httpGet: z.object({ path: z.string(), port: z.string() }).optional(),
    tcpSocket: z.object({ port: z.string() }).optional(),
  })
  const labels = z.record(z.string(), z.string())
  const pod = z.object({
    automountServiceAccountToken: z.literal(false),
    securityContext: z.object({ runAsNonRoot: z.literal(true), runAsUser: z.literal(1000) }).loose(),
    volumes: z.array(z.object({ name: z.string() }).loose()),
  })
  const isolated = z.object({
    image: z.string().regex(plainImage),
    envFrom: z.array(z.unknown()),
    resources: z.object({ limits: z.object({ memory: z.literal('768Mi') }) }),
    securityContext: z.object({
      allowPrivilegeEscalation: z.literal(false),
      readOnlyRootFilesystem: z.literal(true),
      capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
    }),
    volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
  })
  const server = isolated.extend({
    env: z.array(z.object({ name: z.string(), value: z.string() })),
    ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
    startupProbe: probe,
    readinessProbe: probe,
    livenessProbe: probe,
  })
  const deployment = z.object({
    kind: z.literal('Deployment'),
    spec: z.object({
      replicas: z.number(),
      selector: z.object({ matchLabels: labels }),
      template: z.object({
        metadata: z.object({ labels }),
        spec: pod.extend({ terminationGracePeriodSeconds: z.number(), containers: z.tuple([server]) }),
      }),
    }),
  })
  const metadata = z.object({ name: z.string() })
  const configured = z.union([
    z.object({ kind: z.literal('Secret'), metadata, stringData: labels }),
    z.object({ kind: z.literal('ConfigMap'), metadata, data: labels }),
  ])
  const shared = kinds('secret.example.yaml').map((each) => configured.parse(each))
  const valuesOf = (name: string): Record<string, string> =>
    Object.assign(
      {},
      ...shared
        .filter((each) => each.metadata.name === name)
        .map((each) => ('data' in each ? each.data : each.stringData)),
    )
  const sharedEnv = valuesOf('nextpanel-billing')
  /** As an operator fills it in. */
  const sampleStore = {
    BACKUP_S3_ENDPOINT: 'https://s3.eu-central-1.amazonaws.com',
    BACKUP_S3_BUCKET: 'backups',
    BACKUP_S3_ACCESS_KEY_ID: 'AKTEST',
    BACKUP_S3_SECRET_ACCESS_KEY: 'secret',
  }

  it.each([
    'web',
    'worker',
  ])('runs two pods with ROLE=%s, without privileges, with settings that are accepted', (role) => {
    const { spec } = deployment.parse(kinds(`${role}.yaml`)[0])
    const [container] = spec.template.spec.containers
    expect(spec.replicas).toBe(2)
    expect(spec.selector.matchLabels).toEqual(spec.template.metadata.labels)
    expect(spec.template.spec.terminationGracePeriodSeconds * 1000).toBeGreaterThan(graceMs)
    const env: Record<string, string> = {
      ...sharedEnv,
      ...Object.fromEntries(container.env.map(({ name, value }) => [name, value])),
    }
    expect(Object.keys(env).filter((name) => !settingNames.has(name))).toEqual([])
    const inImage = { METRICS_PORT: '9464', HOST: '0.0.0.0', DATA_DIR: '/data' }
    for (const setting of Object.keys(sampleStore)) expect(env[setting]).toBe('')
    const config = parseConfig({ ...env, ...inImage, ...sample })
    expect(placeIn(config)).toBeNull()
    expect(placeIn(parseConfig({ ...env, ...inImage, ...sample, ...sampleStore }))?.kind).toBe('s3')
    expect(config.role).toBe(role)
    const ports = new Map(container.ports.map(({ name, containerPort }) => [name, containerPort]))
    expect(ports.get('metrics')).toBe(config.metricsPort)
    expect(container.readinessProbe.httpGet).toEqual({ path: '/ready', port: 'metrics' })
    expect(container.startupProbe.httpGet).toEqual({ path: '/ready', port: 'metrics' })
    expect(container.livenessProbe.tcpSocket).toEqual({ port: 'metrics' })
    const mounted = container.volumeMounts.map(({ name }) => name)
    expect(mounted).toEqual(spec.template.spec.volumes.map(({ name }) => name))
    expect(container.volumeMounts[0]?.mountPath).toBe(config.dataDir)
    expect(spec.template.spec.volumes[1]).toEqual({ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } })
    expectPassphrase(container.volumeMounts[2], spec.template.spec.volumes[2])
  })

  it('runs one command in a pod of its own, with space for a restored database', () => {
    const job = z
      .object({
        kind: z.literal('Job'),
        spec: z.object({
          backoffLimit: z.literal(0),
          template: z.object({
            metadata: z.object({ labels }),
            spec: pod.extend({
              restartPolicy: z.literal('Never'),
              containers: z.tuple([isolated.extend({ command: z.array(z.string()) })]),
            }),
          }),
        }),
      })
      .parse(kinds('command.yaml')[0])
    const { metadata: of, spec } = job.spec.template
    // The Service selects the pods of the component "web".
    expect(of.labels['app.kubernetes.io/component']).toBe('command')
    const [only] = spec.containers
    expect(only.command).toEqual(['node', 'scripts/backup-verify.ts', '--from-store', 'NAME'])
    for (const script of ['backup-verify.ts', 'restore.ts'])
      checkCommand(only.command.join(' ').replace('backup-verify.ts', script))
    expect(only.envFrom).toEqual(
      deployment.parse(kinds('worker.yaml')[0]).spec.template.spec.containers[0].envFrom,
    )
    expect(only.volumeMounts.map(({ name }) => name)).toEqual(spec.volumes.map(({ name }) => name))
    expect(only.volumeMounts[1]).toMatchObject({ mountPath: '/tmp' })
    expect(spec.volumes[1]).toEqual({ name: 'tmp', emptyDir: {} })
    expectPassphrase(only.volumeMounts[2], spec.volumes[2])
  })

  /** The Secret is mounted where BACKUP_PASSPHRASE_FILE has its file, readable by the group of the user. */
  function expectPassphrase(mount: unknown, volume: unknown): void {
    const secretName = 'nextpanel-billing-backup'
    const [file = ''] = Object.keys(valuesOf(secretName))
    expect(sharedEnv.BACKUP_PASSPHRASE_FILE).toBe(`/run/backup/${file}`)
    expect(mount).toMatchObject({ name: 'backup', mountPath: '/run/backup' })
    expect(volume).toEqual({ name: 'backup', secret: { secretName, defaultMode: 0o440, optional: true } })
  }

  it('has a Service for the web pods only, and no secret value', () => {
    const service = z
      .object({
        kind: z.literal('Service'),
        spec: z.object({ selector: labels, ports: z.array(z.object({ targetPort: z.string() })) }),
      })
      .parse(kinds('web.yaml')[1])
    expect(service.spec.selector['app.kubernetes.io/component']).toBe('web')
    expect(service.spec.ports.map(({ targetPort }) => targetPort)).toEqual(['web', 'api'])
    const secrets = shared.flatMap((each) => ('stringData' in each ? Object.entries(each.stringData) : []))
    expect(secrets.map(([name]) => name)).toContain('BACKUP_S3_SECRET_ACCESS_KEY')
    expect(secrets.filter(([, value]) => value !== '')).toEqual([])
  })
})
