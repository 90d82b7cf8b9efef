import { expect, it } from 'vitest'
import { ConnectError, createPanelHttp, openSocket } from './index.ts'
import { serveHttp } from './test-server.ts'

const allowedNetworks = ['0.0.0.0/0', '::/0']
const open = (ownPorts: ReadonlySet<number>, resolved = '127.0.0.1') =>
  createPanelHttp({
    allowedNetworks,
    ownPorts,
    deadlineMs: 5_000,
    connectTimeoutMs: 2_000,
    maxBytes: 10_000,
    resolve: async () => [{ address: resolved, family: resolved.includes(':') ? 6 : 4 }],
  })

it('an own port gets no request, and the refusal is the same whether it is open or not', async () => {
  let requests = 0
  let port = 0
  const refusals: unknown[] = []
  const ask = async () => {
    const http = open(new Set([port]))
    for (const host of ['127.0.0.1', 'panel.example']) {
      const url = `http://${host}:${port}`
      const [, tcp] = await http.probe(url)
      refusals.push(tcp?.message, tcp?.remedy)
      await expect(http.request({ method: 'POST', url, headers: {} })).rejects.toMatchObject({
        failure: 'address-not-allowed',
        maybeSent: false,
        message: tcp?.message,
      })
    }
  }
  {
    await using server = await serveHttp((_request, response) => {
      requests += 1
      response.end('own page')
    })
    port = server.port
    await ask()
  }
  await ask()
  expect(requests).toBe(0)
  expect(refusals.slice(4)).toEqual(refusals.slice(0, 4))
  expect(refusals[0]).toBe(
    `127.0.0.1 port ${port} is a port of this installation itself. This installation never connects there, whatever its settings allow. Nothing was sent.`,
  )
  expect(refusals.join(' ')).not.toContain('PANEL_ALLOWED_NETWORKS')
})

it('another port on this machine stays reachable if its network is allowed', async () => {
  await using server = await serveHttp((_request, response) => response.end())
  const http = open(new Set([server.port + 1]))
  const url = `http://127.0.0.1:${server.port}`
  expect(await http.request({ method: 'GET', url, headers: {} })).toMatchObject({ status: 200 })
})

it.each([
  '169.254.169.254',
  'fd00:ec2::254',
  '168.63.129.16',
  '64:ff9b::a9fe:a9fe',
])('a name that resolves to the metadata service at %s is refused, without an entry to add', async (address) => {
  const http = open(new Set(), address)
  const [, tcp] = await http.probe('http://metadata.google.internal')
  expect(tcp).toMatchObject({ state: 'fail', failure: 'address-not-allowed' })
  expect(`${tcp?.message} ${tcp?.remedy}`).not.toMatch(/PANEL_ALLOWED_NETWORKS|\/32|\/128/)
  expect(tcp?.message).toContain(`metadata.google.internal resolves to ${address}`)
})

it('a connection for another protocol follows the same rules', async () => {
  await using server = await serveHttp((_request, response) => response.end())
  const { port } = server
  const options = { allowedNetworks, timeoutMs: 2_000 }
  const socket = await openSocket({ host: '127.0.0.1', port }, options)
  expect(socket.remotePort).toBe(port)
  socket.destroy()
  const refused = [
    openSocket({ host: '127.0.0.1', port }, { ...options, ownPorts: new Set([port]) }),
    openSocket({ host: '169.254.169.254', port: 25 }, options),
    openSocket({ host: '127.0.0.1', port }, { ...options, allowedNetworks: [] }),
  ]
  for (const each of refused) {
    const error = await each.catch((cause: unknown) => cause)
    expect(error).toBeInstanceOf(ConnectError)
    expect(error).toMatchObject({ detail: { failure: 'address-not-allowed' } })
  }
})
