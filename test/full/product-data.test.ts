import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Here, productService, view } from '../http/product-service.ts';

let made: Here['made'];
let service: Here['service'];
let user: Here['user'];
const { serve, restart, recommend, tell, pastOf } = productService((now) => {
  ({ made, service, user } = now);
});

describe('POST /v1/events', () => {
  test('answers each: stored, duplicate by id, quarantined, rejected', async () => {
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const results = await tell(
      view(user, 'i1', { id: 'one' }),
      view(user, 'i2', { id: 'one' }),
      view(user, 'i3'),
      view(user, 'i3'),
      view(user, 'nothing'),
      view(user, 'i5', { at: later }),
      view('', 'i5'),
      view(user, 'i5', { at: 'yesterday' }),
      { type: '$erased', user, item: 'i5' },
    );
    expect(results).toEqual([
      'stored',
      'duplicate',
      'stored',
      'stored',
      'quarantined',
      'quarantined',
      'rejected',
      'rejected',
      'rejected',
    ]);
    expect(pastOf(user).map(([item]) => item)).toEqual(['i1', 'i3']);
    const stored = (await service.journal.read({ kind: 'event', system: 'movies' }))
      .map((record) => JSON.parse(record.body))
      .filter((event) => event.user === user);
    expect(stored.map((event) => event.quarantined)).toEqual([
      undefined,
      undefined,
      undefined,
      'there is no item "nothing"',
      'it is more than 5 minutes in the future',
    ]);
  });

  test('takes one event as well as many, and refuses neither', async () => {
    expect(await service.ask('POST /v1/events', view(user, 'i1'), 'ingest')).toMatchObject({
      status: 200,
      json: { results: [{ result: 'stored' }] },
    });
    expect(await service.ask('POST /v1/events', { type: 'view' })).toMatchObject({ status: 400 });
    expect(await service.ask('POST /v1/events', { events: [] })).toMatchObject({ status: 400 });
    expect(await service.ask('POST /v1/events', view(user, 'i1'), 'predict')).toMatchObject({ status: 403 });
  });

  test('an event that comes late takes its place by its time; one older than all that is kept changes nothing', async () => {
    await serve({ history: 3 });
    const at = (day: number) => Date.UTC(2026, 5, day);
    await tell(
      view(user, 'i1', { at: at(5) }),
      view(user, 'i2', { at: at(9) }),
      view(user, 'i3', { at: at(7) }),
      view(user, 'i4', { at: at(8) }),
      view(user, 'i5', { at: at(6) }),
    );
    expect(pastOf(user)).toEqual([
      ['i3', at(7)],
      ['i4', at(8)],
      ['i2', at(9)],
    ]);
  });

  test('a client whose clock is a little ahead is believed', async () => {
    const soon = Math.floor(Date.now() / 1000) * 1000 + 60_000;
    expect(await tell(view(user, 'i1', { at: soon }), view(user, 'i2'))).toEqual(['stored', 'stored']);
    expect(pastOf(user).map(([item]) => item)).toEqual(['i2', 'i1']);
  });

  test('a value too low speaks against the item, by the label rule of the design', async () => {
    await tell(view(user, 'i1', { value: 5 }), view(user, 'i2', { value: 2 }));
    const { state } = service.project.pickRecommender('movies').maker;
    const { length, weight } = state.query(user, Number.NaN, {});
    expect([...weight.subarray(0, length)]).toEqual([1, -1]);
  });

  test('all is as before after a restart', async () => {
    await serve();
    await tell(view(user, 'i1'), view(user, 'nothing'), view('u0', 'i7'));
    await service.ask('POST /v1/items', {
      items: [{ item: 'new', attributes: { genre: 'drama', year: 2027 } }],
    });
    await service.ask('DELETE /v1/items', { items: ['i3'] });
    await service.ask('POST /v1/users', { users: [{ user, attributes: { country: 'it' } }] });
    const told = async () => [pastOf(user), pastOf('u0'), await recommend({ user, k: 9 })];
    const before = await told();
    const catalogue = service.project.pickRecommender('movies').maker.state.items.catalogue;
    await restart();
    expect(await told()).toEqual(before);
    const state = service.project.pickRecommender('movies').maker.state;
    expect(state.items.catalogue).toEqual(catalogue);
    expect(state.query(user, 0, { device: 'tv' }).context).toEqual({ country: 'it', device: 'tv' });
  });

  test('without a table of items an event brings its item', async () => {
    await serve({ table: false });
    expect(await tell(view(user, 'brand-new'))).toEqual(['stored']);
    expect(pastOf(user).map(([item]) => item)).toEqual(['brand-new']);
    expect(await recommend({ k: 200 })).toContain('brand-new');
  });
});

describe('items', () => {
  test('a new one can be found at once, and one that goes is shown to nobody', async () => {
    await serve({ retrievers: ['recently-added', 'most-popular'] });
    const { status, json } = await service.ask('POST /v1/items', {
      items: [{ item: 'premiere', attributes: { genre: 'comedy', year: 2026, title: 'A premiere' } }],
    });
    expect({ status, json }).toEqual({ status: 200, json: { stored: 1 } });
    expect((await recommend({ user: 'u0', k: 10 }))[0]).toBe('premiere');
    expect(await service.ask('DELETE /v1/items', { items: ['premiere', 'never'] })).toMatchObject({
      json: {
        results: [
          { item: 'premiere', result: 'removed' },
          { item: 'never', result: 'unknown' },
        ],
      },
    });
    expect(await recommend({ user: 'u0', k: 100 })).not.toContain('premiere');
    expect(await service.ask('POST /v1/similar', { item: 'premiere' })).toMatchObject({ status: 404 });
    await service.ask('POST /v1/items', { items: [{ item: 'premiere' }] });
    expect(await recommend({ user: 'u0', k: 100 })).toContain('premiere');
  });

  test('attributes that change are those that filters see, and what is wrong stores nothing', async () => {
    const western = { filters: [{ attribute: 'genre', is: ['western'] }], k: 100 };
    expect(await recommend(western)).not.toContain('i0');
    await service.ask('POST /v1/items', { items: [{ item: 'i0', attributes: { genre: 'western' } }] });
    expect(await recommend(western)).toContain('i0');
    for (const [attributes, says] of [
      [{ genra: 'drama' }, 'Did you mean "genre"?'],
      [{ year: 'long ago' }, '"long ago" is no number'],
      [{ until: 'someday' }, '"someday" is no instant'],
    ] as const) {
      const answer = await service.ask('POST /v1/items', {
        items: [{ item: 'i1' }, { item: 'bad', attributes }],
      });
      expect(answer).toMatchObject({ status: 400, json: { error: { code: 'recommend/bad-attribute' } } });
      expect((answer.json as { error: { message: string } }).error.message).toContain(says);
    }
    expect(service.project.pickRecommender('movies').maker.state.items.find('bad')).toBeUndefined();
  });

  test('with no item left every slate is empty, and says so in time too', async () => {
    await serve({ items: 8, users: 4 });
    await service.ask('DELETE /v1/items', { items: Array.from({ length: 8 }, (_, i) => `i${i}`) });
    expect(await service.ask('POST /v1/recommend', { user: 'u0' })).toMatchObject({
      status: 200,
      json: { items: [], cursor: null },
    });
  });

  test('an item that went while a slate was made is not shown', async () => {
    await serve();
    const { maker } = service.project.pickRecommender('movies');
    const make = maker.make.bind(maker);
    maker.make = (...args) => {
      const slate = make(...args);
      maker.state.items.remove(maker.state.items.ids[slate.entries[0]!.item]!);
      return slate;
    };
    expect(await recommend({ user: 'u1', k: 5 })).toHaveLength(4);
  });
});

describe('DELETE /v1/users', () => {
  const bytesWith = (text: string): string[] =>
    readdirSync(made.store)
      .filter((name) => name.startsWith('journal.db'))
      .filter((name) => readFileSync(join(made.store, name)).includes(text));
  const gone = (user: string) => service.ask('DELETE /v1/users', { user }, 'admin');

  test('reaches events, attributes, slates, past and files; also of who came back', async () => {
    await serve();
    await tell(view('SECRET', 'i1'), view('SECRET', 'i5'), view('other', 'i9'));
    await service.ask('POST /v1/users', { users: [{ user: 'SECRET', attributes: { country: 'it' } }] });
    const { json } = await service.ask('POST /v1/recommend', { user: 'SECRET' });
    const { id } = json as { id: string };
    await recommend({ user: 'other' });
    const stranger = await recommend({ user: 'a stranger' });
    expect(await gone('SECRET')).toMatchObject({ status: 200, json: { events: 3, slates: 1 } });
    expect(bytesWith('SECRET')).toEqual([]);
    expect(bytesWith('other')).not.toEqual([]);
    expect(await recommend({ user: 'SECRET' })).toEqual(stranger);
    for (const path of [`/v1/slates/${id}`, `/v1/slates/${id}/replay`])
      expect(await service.ask(`GET ${path}`)).toMatchObject({
        status: 410,
        json: { error: { code: 'recommend/erased' } },
      });
    expect(await service.journal.verify()).toMatchObject({ problems: [] });
    await tell(view('SECRET', 'i2'));
    await restart();
    expect(pastOf('SECRET').map(([item]) => item)).toEqual(['i2']);
    expect(pastOf('other').map(([item]) => item)).toEqual(['i9']);
  });

  test('a past that a version learned of does not come back with it', async () => {
    await serve();
    expect(pastOf('u0').length).toBeGreaterThan(0);
    expect(await gone('u0')).toMatchObject({ json: { events: 0, slates: 0 } });
    expect(pastOf('u0')).toEqual([]);
    await restart();
    expect(pastOf('u0')).toEqual([]);
    expect(pastOf('u1').length).toBeGreaterThan(0);
  });

  test('is for admins', async () => {
    expect(await service.ask('DELETE /v1/users', { user: 'u0' }, 'ingest')).toMatchObject({ status: 403 });
  });
});
