// SPDX-License-Identifier: MIT
#include "language/adam.h"

#include "language/matrix.h"

#include <stdlib.h>

#define MEAN_DECAY 0.9F
#define VARIANCE_DECAY 0.95F
#define LONGEST 5.0F // gradient
#define SPAN 200.0F  // steps averaged over
#define TINY 1e-8F

bool acta_adam_init(acta_adam *a, size_t n)
{
  float **arrays[] = {&a->weights, &a->gradient, &a->average, &a->mean,
                      &a->variance};
  bool    good     = true;
  *a               = (acta_adam){.n = n};
  for (size_t i = 0; i < sizeof(arrays) / sizeof(*arrays); ++i) {
    *arrays[i] = calloc(n + 1, sizeof(float));
    good       = good && *arrays[i];
  }
  return good;
}

void acta_adam_release(acta_adam *a)
{
  free(a->weights);
  free(a->gradient);
  free(a->average);
  free(a->mean);
  free(a->variance);
  *a = (acta_adam){.n = 0};
}

// How much of the gradient to take so that it is not too long.
static float bounded(const acta_adam *a)
{
  double sum = 0;
  for (size_t i = 0; i < a->n; ++i) {
    sum += (double)a->gradient[i] * (double)a->gradient[i];
  }
  const float length = (float)sqrt(sum);
  return length > LONGEST ? LONGEST / length : 1;
}

// 1 / (1 - decay^steps): moments begin at zero.
static float correction(float decay, unsigned steps)
{
  float power = 1;
  for (unsigned i = 0; i < steps && power > 1e-9F; ++i) {
    power *= decay;
  }
  return 1 / (1 - power);
}

// What one step does to every weight alike.
typedef struct {
  float clip, mean, variance, rate, share;
} step;

ACTA_FLOAT_VECTORS static void move(const acta_adam *a, step s)
{
  float *restrict weights  = a->weights;
  float *restrict gradient = a->gradient;
  float *restrict mean     = a->mean;
  float *restrict variance = a->variance;
  float *restrict average  = a->average;
  for (size_t i = 0; i < a->n; ++i) {
    const float g = gradient[i] * s.clip;
    const float m = mean[i] + (1 - MEAN_DECAY) * (g - mean[i]);
    const float v = variance[i] + (1 - VARIANCE_DECAY) * (g * g - variance[i]);
    mean[i]       = m;
    variance[i]   = v;
    weights[i] -= s.rate * (m * s.mean) / (sqrtf(v * s.variance) + TINY);
    average[i] += s.share * (weights[i] - average[i]);
    gradient[i] = 0;
  }
}

void acta_adam_step(acta_adam *a, float rate)
{
  const float n = (float)++a->steps;
  // a fifth of the steps so far, and at most SPAN, count in the average
  const float span = 1 + n / 5 < SPAN ? 1 + n / 5 : SPAN;
  move(a, (step){bounded(a), correction(MEAN_DECAY, a->steps),
                 correction(VARIANCE_DECAY, a->steps), rate, 1 / span});
}
