import { churn } from '../../../lib/churn.ts';

/** SQLite and worker threads need Node, not the edge runtime. */
export const runtime = 'nodejs';

/** POST /api/churn with a customer as JSON: the risk that he leaves. */
export async function POST(request: Request): Promise<Response> {
  const system = await churn();
  try {
    const { id, score, label } = await system.predict((await request.json()) as Record<string, unknown>);
    return Response.json({ predictionId: id, risk: score, churns: label });
  } catch (error) {
    return Response.json({ error: (error as Error).message }, { status: 400 });
  }
}

/** PUT /api/churn with { predictionId, churned }: what really happened. */
export async function PUT(request: Request): Promise<Response> {
  const system = await churn();
  const { predictionId, churned } = (await request.json()) as { predictionId: string; churned: string };
  return Response.json(await system.feedback(predictionId, churned));
}
