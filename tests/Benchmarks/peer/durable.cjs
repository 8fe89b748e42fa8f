// The same two workloads as DurableBenchmark.cs, on @microsoft/durabletask-js with its in-memory backend.
const { InMemoryOrchestrationBackend, TestOrchestrationClient, TestOrchestrationWorker, whenAll } =
  require('@microsoft/durabletask-js');

// Its test worker logs every event to the console and can't be told not to; measured is the engine, not the console.
console.log = console.info = console.debug = console.warn = () => {};

const [instances, steps, fan, rounds] = process.argv.slice(2).map(Number);

async function main() {
  const backend = new InMemoryOrchestrationBackend();
  const client = new TestOrchestrationClient(backend);
  const worker = new TestOrchestrationWorker(backend);
  worker.addNamedActivity('Echo', (_, input) => input);
  worker.addNamedOrchestrator('Sequence', async function* (context) {
    let sum = 0;
    for (let i = 0; i < steps; i++) {
      sum += yield context.callActivity('Echo', i);
    }
    return sum;
  });
  worker.addNamedOrchestrator('Fan', async function* (context) {
    const results = yield whenAll(Array.from({ length: fan }, (_, i) => context.callActivity('Echo', i)));
    return results.reduce((sum, value) => sum + value, 0);
  });
  await worker.start();

  const sequence = [];
  const fanned = [];
  for (let round = 0; round <= rounds; round++) {
    sequence.push(await time(() => run(client, 'Sequence', instances, (steps * (steps - 1)) / 2)));
    fanned.push(await time(() => run(client, 'Fan', 1, (fan * (fan - 1)) / 2)));
  }

  await worker.stop();
  // The first round only warms up.
  process.stdout.write(JSON.stringify({ sequence: sequence.slice(1), fan: fanned.slice(1) }) + '\n');
}

async function run(client, name, count, expected) {
  const ids = [];
  for (let i = 0; i < count; i++) {
    ids.push(await client.scheduleNewOrchestration(name));
  }
  const states = await Promise.all(ids.map((id) => client.waitForOrchestrationCompletion(id, true, 300)));
  for (const state of states) {
    if (state?.serializedOutput !== String(expected)) {
      throw new Error(`${name} ended with ${state?.serializedOutput} instead of ${expected}`);
    }
  }
}

async function time(work) {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
