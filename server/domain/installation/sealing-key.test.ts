import { expect, it } from 'vitest'
import { openInstallation } from '#server/platform/installation/index.ts'
import { openKeyring } from '#server/platform/secrets/index.ts'
import { describeDomain } from '#testing/domain.ts'
import { addTestServer } from '#testing/domain-steps.ts'
import { openSealingKey } from './index.ts'

describeDomain('The key of the stored secrets', (open) => {
  const [first, second] = ['the first secret, long enough', 'the second secret, long enough']
  const start = (secretKey: string) =>
    openSealingKey(open(), { secretKey, dataDir: '.', lostKeyId: undefined })

  it('is the one that encrypted them, not that of a later start before there were any', async () => {
    const test = open()
    await openInstallation(test.database.db)
    const { keyring } = await start(first)
    await start(second)
    await addTestServer({ ...test, domain: test.domainWith({ keyring }) })
    expect((await start(first)).keyring.keyId).toBe(keyring.keyId)
    const { keyId } = await openKeyring({ secretKey: second, dataDir: '.' })
    await expect(start(second)).rejects.toThrow(
      `encrypted with the key ${keyring.keyId}, but SECRET_KEY holds the key ${keyId}`,
    )
  })
})
