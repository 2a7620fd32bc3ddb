import type { FastifyInstance } from 'fastify';
import { ErrorBody } from '../contract.ts';
import {
  CountAnswer,
  EventsAnswer,
  EventsBody,
  ItemsBody,
  ItemsGoneAnswer,
  ItemsGoneBody,
  UserGoneAnswer,
  UserGoneBody,
  UsersBody,
} from '../product-contract.ts';
import type { Server } from '../server.ts';

const failures = { '4xx': ErrorBody, '5xx': ErrorBody };
const tags = ['product data'];

/**
 * What a product tells of itself: events, items, users. Each is answered once it is on disk, and then the next slate
 * knows of it.
 */
export function productDataRoutes(app: FastifyInstance, server: Server): void {
  eventRoutes(app, server);
  itemRoutes(app, server);
  userRoutes(app, server);
}

const config = { role: 'ingest' } as const;

function eventRoutes(app: FastifyInstance, { project }: Server): void {
  app.post<{ Body: EventsBody }>(
    '/v1/events',
    {
      config,
      schema: {
        summary: 'Tell what users did',
        description:
          'One event, or many as "events". Each is answered with stored, duplicate (its id came before), quarantined (kept but not used: no such item, or more than 5 minutes in the future) or rejected (not kept: no word, user, item or instant). A late event takes its place by its own time.',
        tags,
        body: EventsBody,
        response: { 200: EventsAnswer, ...failures },
      },
    },
    async ({ body: { system, events, type, user, item, ...rest } }) => {
      // The schema asks for either form.
      const told = events ?? [{ ...rest, type: type!, user: user!, item: item! }];
      return { results: await project.pickProduct(system).store(told) };
    },
  );
}

function itemRoutes(app: FastifyInstance, { project }: Server): void {
  app.post<{ Body: ItemsBody }>(
    '/v1/items',
    {
      config,
      schema: {
        summary: 'Add items, or change what is known of them',
        tags,
        body: ItemsBody,
        response: { 200: CountAnswer, ...failures },
      },
    },
    async ({ body: { system, items } }) => {
      await project.pickProduct(system).putItems(items);
      return { stored: items.length };
    },
  );

  app.delete<{ Body: ItemsGoneBody }>(
    '/v1/items',
    {
      config,
      schema: {
        summary: 'Take items out of the catalogue',
        tags,
        body: ItemsGoneBody,
        response: { 200: ItemsGoneAnswer, ...failures },
      },
    },
    async ({ body: { system, items } }) => {
      const there = await project.pickProduct(system).removeItems(items);
      return { results: items.map((item, i) => ({ item, result: there[i]! ? 'removed' : 'unknown' })) };
    },
  );
}

function userRoutes(app: FastifyInstance, { project }: Server): void {
  app.post<{ Body: UsersBody }>(
    '/v1/users',
    {
      config,
      schema: {
        summary: 'Tell what is known of users',
        tags,
        body: UsersBody,
        response: { 200: CountAnswer, ...failures },
      },
    },
    async ({ body: { system, users } }) => {
      await project.pickProduct(system).putUsers(users);
      return { stored: users.length };
    },
  );

  app.delete<{ Body: UserGoneBody }>(
    '/v1/users',
    {
      config: { role: 'admin' },
      schema: {
        summary: 'Erase a user',
        description:
          'Events, slates and what was told of the user are overwritten in the journal; versions forget the past that they learned of, and later ones do not learn of the user.',
        tags,
        body: UserGoneBody,
        response: { 200: UserGoneAnswer, ...failures },
      },
    },
    ({ body: { system, user } }) => project.pickProduct(system).eraseUser(user),
  );
}
