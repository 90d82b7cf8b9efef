import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { onboardCustomer } from '#server/domain/onboarding/index.ts'
import { declaredCalls } from '../authorization/declared-calls.ts'
import { describeDomainOnEmbedded, describeDomainOnPostgres, type TestDomain } from '../domain.ts'
import { newCustomer } from '../domain-steps.ts'
import { type Answer, codeOf, openApi } from './open-api.ts'

const anyId = '0198c5a2-7b1e-7c3a-9f00-5d2f6c1a4e11'
const https = { publicUrl: 'https://billing.hosting.example' }

// Class: verbose errors (CWE-209).
const internalErrors = (open: () => TestDomain) => {
  it('shows no stack, statement, path or value to the caller, and the log has the cause under its id', async () => {
    const test = open()
    const { db } = test.database
    const { ask, owner: cookie } = await openApi(test)
    await db.execute(sql`alter table customers rename to customers_moved`)
    try {
      const answer = await ask('GET', '/api/v1/customers?search=secret-search-text', { cookie })
      expect([answer.status, codeOf(answer)]).toEqual([500, 'internal'])
      expect(answer.text).not.toMatch(
        /customers_moved|relation|select|\bat \S+:\d+|node_modules|\.ts\b|secret-search/i,
      )
      const requestId = answer.headers.get('x-request-id') ?? ''
      expect(answer.text).toContain(requestId)
      const logged = test.logged.find((line) => line.includes(requestId)) ?? ''
      expect(logged).toContain('does not exist')
      expect(logged).not.toContain('secret-search-text')
    } finally {
      await db.execute(sql`alter table customers_moved rename to customers`)
    }
  })
}

describeDomainOnEmbedded('Responses', (open) => {
  describe('Every response of the API', () => {
    // Classes: clickjacking (CWE-1021), content sniffing and stored scripts (CWE-79), cache poisoning (CWE-525).
    it('forbids frames, sniffing and caches, and is never HTML', async () => {
      const { ask, owner } = await openApi(open(), https)
      const wrong: unknown[] = []
      const check = (where: string, { status, headers }: Answer) => {
        const type = headers.get('content-type') ?? ''
        const policy = headers.get('content-security-policy') ?? ''
        const facts = {
          type: /^(application\/(problem\+)?json|text\/csv; charset=utf-8|text\/event-stream)/.test(type),
          cache: /\bno-store\b/.test(headers.get('cache-control') ?? ''),
          sniff: headers.get('x-content-type-options') === 'nosniff',
          frames: headers.get('x-frame-options') === 'DENY' && policy.includes("frame-ancestors 'none'"),
          script: policy.includes("default-src 'self'") && !policy.includes('unsafe'),
          resource: headers.get('cross-origin-resource-policy') === 'same-origin',
        }
        if (Object.values(facts).includes(false)) wrong.push({ where, status, type, facts })
      }
      for (const { method, path, name } of declaredCalls)
        for (const cookie of [undefined, owner]) {
          const at = path.replace('{kind}', 'welcome').replaceAll(/\{\w+\}/g, anyId)
          const body = method === 'GET' ? undefined : {}
          check(name, await ask(method, at, { ...(cookie && { cookie }), ...(body && { body }) }))
        }
      for (const path of [
        '/api/v1/nothing',
        '/nothing.html',
        '/api/v1/customers?limit=x',
        '/api/auth/get-session',
      ])
        check(path, await ask('GET', path, { cookie: owner }))
      expect(wrong).toEqual([])
    })

    it('has the strict headers of a site on https, and none that names the software', async () => {
      const { ask } = await openApi(open(), https)
      for (const path of ['/api/v1/me', '/health', '/docs', '/openapi.json', '/nothing']) {
        const { headers } = await ask('GET', path)
        expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
        const policy = headers.get('content-security-policy') ?? ''
        for (const rule of ["base-uri 'none'", "object-src 'none'", "form-action 'self'", "style-src 'self'"])
          expect([path, policy]).toEqual([path, expect.stringContaining(rule)])
        expect(policy).not.toMatch(/unsafe|data:(?=[^;]*script)/)
        expect(headers.get('permissions-policy')).toMatch(/camera=\(\).*geolocation=\(\)/)
        expect(headers.get('referrer-policy')).toBe('same-origin')
        for (const name of ['server', 'x-powered-by', 'via']) expect(headers.get(name)).toBeNull()
      }
      const plain = await openApi(open())
      expect((await plain.ask('GET', '/health')).headers.get('strict-transport-security')).toBeNull()
    })

    it('of a built file has a policy, HSTS and nosniff, too', async () => {
      const dir = await mkdtemp(join(tmpdir(), 'test-web-app-'))
      for (const folder of ['assets', 'workers', 'pages']) await mkdir(join(dir, folder))
      const files = ['assets/a.js', 'assets/a.css', 'favicon.svg', 'workers/w.js', 'other.txt', 'index.html']
      for (const file of [...files, 'pages/login.system.html']) await writeFile(join(dir, file), 'content')
      const { ask } = await openApi(open(), { ...https, webAppDir: dir })
      for (const path of [...files.map((file) => `/${file}`), '/login', '/assets/none.js', '/none.txt']) {
        const { status, headers } = await ask('GET', path)
        const policy = headers.get('content-security-policy') ?? ''
        expect([path, status]).toEqual([path, path.includes('none') ? 404 : 200])
        for (const rule of ["base-uri 'none'", "frame-ancestors 'none'"])
          expect([path, policy]).toEqual([path, expect.stringContaining(rule)])
        // Objects have the default, unless the policy has a rule for them.
        expect([path, policy]).toEqual([path, expect.stringMatching(/(?:object|default)-src 'none'/)])
        expect(policy).not.toContain('unsafe')
        expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
        expect(headers.get('x-content-type-options')).toBe('nosniff')
      }
      const plain = await openApi(open(), { webAppDir: dir })
      const { headers } = await plain.ask('GET', '/assets/a.js')
      expect(headers.get('strict-transport-security')).toBeNull()
      await rm(dir, { recursive: true })
    })

    it('that describes the API is kept by no cache', async () => {
      const { ask } = await openApi(open())
      for (const path of ['/openapi.json', '/docs'])
        expect([path, (await ask('GET', path)).headers.get('cache-control')]).toEqual([path, 'no-store'])
    })

    // Class: cache deception by a path with a file extension (CWE-524).
    it('is not found at a path with a file extension behind it', async () => {
      const { ask, owner: cookie } = await openApi(open())
      for (const path of [
        '/api/v1/me.css',
        '/api/v1/me/x.js',
        '/api/v1/me;x.css',
        '/api/v1/me%2Fx.css',
        '/api/v1/me%00.css',
      ]) {
        const answer = await ask('GET', path, { cookie })
        expect([path, answer.status, answer.headers.get('cache-control')]).toEqual([path, 404, 'no-store'])
      }
    })
  })

  describe('A download', () => {
    const evil = [
      '=HYPERLINK("http://evil.example","x")',
      '＝1+1',
      '\u200b=1+1',
      '@SUM(1)',
      '+1',
      '-1',
      '|cmd',
      '"=1+1',
      'x","=1+1',
    ]

    // Class: CSV formula injection (CWE-1236).
    it('has no cell that a spreadsheet runs, with every separator', async () => {
      const test = open()
      const { ask, owner: cookie } = await openApi(test)
      for (const fullName of evil)
        await onboardCustomer(test.ctx, newCustomer({ fullName, companyName: fullName }))
      for (const separator of ['comma', 'semicolon', 'tab']) {
        const { text } = await ask('GET', `/api/v1/customers/export?separator=${separator}`, { cookie })
        const cells = text.slice(1).match(/"(?:[^"]|"")*"|[^,;\t\r\n]+/g) ?? []
        expect(cells.length).toBeGreaterThan(evil.length * 2)
        for (const cell of cells) {
          const shown = cell.replace(/^"(.*)"$/s, '$1').replaceAll('""', '"')
          expect([separator, shown]).toEqual([
            separator,
            expect.not.stringMatching(/^[\s\u200b]*[=＝@＠+＋\-－]/),
          ])
        }
      }
      const { text } = await ask('GET', '/api/v1/audit/export', { cookie })
      expect(text).toContain('customer.create')
      expect(text).not.toMatch(/(?:^|[,\n])"?[=+@]/)
    })

    // Class: header injection in downloads and errors, response splitting (CWE-113).
    it('has a name and headers that no input reaches', async () => {
      const { ask, owner: cookie } = await openApi(open())
      const inputs = [
        'x%0d%0aSet-Cookie:%20a=b',
        '%0aX-Evil:%201',
        '%22;%20filename=%22evil.exe',
        '%E5%98%8A%E5%98%8DX-Evil:1',
      ]
      for (const input of inputs)
        for (const path of [
          `/api/v1/customers/export?search=${input}`,
          `/api/v1/audit/export?actor=${input}`,
          `/api/v1/${input}`,
        ]) {
          const { headers } = await ask('GET', path, { cookie })
          expect(headers.get('set-cookie')).toBeNull()
          expect(headers.get('x-evil')).toBeNull()
          const disposition = headers.get('content-disposition')
          if (disposition !== null)
            expect(disposition).toMatch(/^attachment; filename="[a-z]+-\d{4}-\d\d-\d\d\.csv"$/)
        }
    })
  })

  describe('An internal error', () => internalErrors(open))
})

describeDomainOnPostgres('An internal error', internalErrors)
