import type { MongoClient } from 'mongodb';

interface Hello {
  setName?: string;
  msg?: string;
}

/** What of a store that was given by its address would cost a city data or hours, in a sentence each. */
export async function storeAdvice(client: MongoClient): Promise<string[]> {
  const admin = client.db('admin');
  const [hello, build] = await Promise.all([
    admin.command({ hello: 1 }) as Promise<Hello>,
    admin.command({ buildInfo: 1 }),
  ]);
  if (build['gitVersion'] === 'embedded') return [];
  const advice: string[] = [];
  if (!hello.setName && hello.msg !== 'isdbgrid')
    advice.push(
      'MONGODB_URI leads to a single server, not to a replica set: when its disk is lost, so is what people were told is kept',
    );
  if (client.options.retryWrites === false)
    advice.push(
      'MONGODB_URI says retryWrites=false: what people send in the moment in which the replica set changes its primary fails',
    );
  return advice;
}
