/** What trials of the database and the vendors stand on: the service with a proxy before its database, and stand-ins of its vendors. */
import { openScene, type Scene } from '../test/acceptance/scene.js'
import { stopTestServer } from '../test/support/database.js'
import { type PostgresProxy, startPostgresProxy } from '../test/support/postgres-proxy.js'

/** Nothing of it is left after `work`, however that ends. */
export async function withScene<T>(work: (scene: Scene, proxy: PostgresProxy) => Promise<T>): Promise<T> {
  let proxy: PostgresProxy | undefined
  try {
    const scene = await openScene({}, async url => {
      proxy = await startPostgresProxy(url)
      return proxy.url
    })
    return await work(scene, proxy!).finally(async () => {
      await proxy!.heal()
      await scene.stop()
    })
  } finally {
    await proxy?.stop()
    await stopTestServer()
  }
}
