/* The driver of native kernels: calls `run` in DIRECTORY/WORK.so, as the drivers of engines call a
   module's. Driver.java tells the conversation on standard input and output.
     driver DIRECTORY */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST_SAMPLES (1 << 20)

static int32_t (*kernel)(int32_t);
static int32_t size;
static int64_t samples[MOST_SAMPLES];

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static int ascending(const void *left, const void *right) {
  int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
  return (a > b) - (a < b);
}

static void run(int64_t budget) {
  int64_t begin = now(), then, time = begin;
  int32_t answer = 0;
  int count = 0;
  do {
    answer = kernel(size);
    then = time;
    time = now();
    samples[count++] = time - then;
  } while (time - begin < budget && count < MOST_SAMPLES);
  qsort(samples, (size_t)count, sizeof *samples, ascending);
  printf("%" PRId64 "\t%d\t%" PRId32 "\n", samples[count / 2], count, answer);
}

/* A kernel's size stands in its row of works.json, which has a row a line. */
static int find_size(const char *name) {
  char line[4096], key[256];
  FILE *works = fopen("benchmarks/src/main/resources/works.json", "r");
  int found = 0;
  snprintf(key, sizeof key, "\"name\":\"%s\"", name);
  while (works && !found && fgets(line, sizeof line, works)) {
    char *field = strstr(line, key) ? strstr(line, "\"size\":") : NULL;
    found = field && sscanf(field, "\"size\":%" SCNd32, &size) == 1;
  }
  if (works) fclose(works);
  return found;
}

static void prepare(const char *directory, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s.so", directory, name);
  int64_t begin = now();
  void *library = dlopen(path, RTLD_NOW);
  kernel = library ? (int32_t(*)(int32_t))dlsym(library, "run") : NULL;
  if (!kernel || !find_size(name)) {
    printf("error\tno kernel %s\n", path);
  } else {
    printf("ok\t%" PRId64 "\n", now() - begin);
  }
}

int main(int count, char **arguments) {
  char line[4096];
  if (count != 2) return 2;
  setvbuf(stdout, NULL, _IOLBF, 0);
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    char *argument = strchr(line, '\t');
    if (argument) *argument++ = 0;
    if (!strcmp(line, "version")) {
      printf("gcc %s\n", __VERSION__);
    } else if (argument && !strcmp(line, "prepare")) {
      prepare(arguments[1], argument);
    } else if (argument && !strcmp(line, "run") && kernel) {
      run(atoll(argument) * 1000000);
    } else {
      printf("error\tno such request: %s\n", line);
    }
  }
  return 0;
}
